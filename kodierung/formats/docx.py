suffixes=('.docx',)
def sniff(n,d): return False
def read(d,n,o): raise NotImplementedError

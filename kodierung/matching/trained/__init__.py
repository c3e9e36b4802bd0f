"""A trained spaCy pipeline beside kodierung's own: lemmas, parts of speech, the parse.

Tokens, what is no word, and sentences stay kodierung's own, so that the same codebook
works with and without it.
"""

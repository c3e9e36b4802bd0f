"""From a text to its tokens, sentences, clauses and the keys of its words."""

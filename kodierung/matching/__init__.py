"""Suggestions: where a transcript may deserve a code, and why.

The only package that knows spaCy. Nothing heavy is imported here: import
`kodierung.matching.engine` where suggestions are made.
"""

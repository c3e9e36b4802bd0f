"""kodierung: code focus-group interviews and make the factor matrix."""

__version__ = "0.1.0"

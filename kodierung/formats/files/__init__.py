"""Bytes from strangers: encodings, archives, XML, JSON, tables, pages."""

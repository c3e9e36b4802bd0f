"""Files as bytes: encodings, archives, XML, JSON, tables, pages, office packages."""

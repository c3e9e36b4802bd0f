"""Transcripts in, tables and studies out: one module per format, all of them pure."""

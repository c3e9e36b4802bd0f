"""Transcripts written for other programs: a registry and one module per format."""

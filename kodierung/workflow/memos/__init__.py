"""Memos on the study, transcripts, speakers, segments, codings and codes."""

"""Coded work of other programs: which words of which document have which code."""

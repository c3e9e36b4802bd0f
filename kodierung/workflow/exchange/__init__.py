"""Codebooks and projects from and for other programs and other studies."""

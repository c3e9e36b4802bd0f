"""Quotations to paste from into a text."""

"""Summaries of what groups say on themes and codes, and notes on the matrix's cells."""

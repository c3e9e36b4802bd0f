"""From lines of text to turns: which words before a colon are speakers."""

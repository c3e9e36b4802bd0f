"""Documents to be read on paper: codebook manuals, methods texts, checklists."""

"""What a paper must say of how it was made: facts, a text, filled-in checklists."""

"""The full-screen review: deciding, coding and reading in the terminal (Textual)."""

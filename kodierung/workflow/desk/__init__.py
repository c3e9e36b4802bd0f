"""A coder's desk: the queue of suggestions, deciding, coding, reading, undoing."""

"""What is known of the words of a language, without any text."""

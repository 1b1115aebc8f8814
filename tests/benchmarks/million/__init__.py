"""The pages on a book of a million applications."""

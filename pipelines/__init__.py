"""From a merchant's raw sales to a Pay Later decision and a book's risk."""

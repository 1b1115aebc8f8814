"""Other engines than the store's own that run the same SQL over the same rows."""

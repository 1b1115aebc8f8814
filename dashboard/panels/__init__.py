"""Parts of pages that are drawn on their own: the body of a tab or of a card."""

"""Known exports, one module each: which files they hold and what their columns mean."""

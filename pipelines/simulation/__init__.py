"""Simulation: any policy replayed on the store's applications, swept, compared and kept."""

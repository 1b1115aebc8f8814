"""Measurements of what the design gives a figure for; run them with `make bench`."""

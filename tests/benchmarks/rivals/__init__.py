"""Explaining side by side with explainerdashboard, shapash and DiCE: `make bench-explain`."""

"""Cached reads: each function answers one question of a page; SQL lies in `sql/`."""

from dashboard.queries.store import VersionMoved, history, policy, read, settings, version

__all__ = ["VersionMoved", "history", "policy", "read", "settings", "version"]

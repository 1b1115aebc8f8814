"""Statistics of credit scoring: one small pure function each, with its formula and source.

Throughout, `bad` is 1 for a default and 0 otherwise, and a higher `score` means a higher risk.
"""

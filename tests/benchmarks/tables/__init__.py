"""Real credit tables from packages anyone can install, through the product's own door.

`python -m tests.benchmarks.tables` writes each package's table to CSV, imports it by the mapping
file of its name in this folder, builds features, and compares in one repeated cross-validation what
`train` would fit with a logistic regression, scikit-learn's histogram boosting and LightGBM.
"""

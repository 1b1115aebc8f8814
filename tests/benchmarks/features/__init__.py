"""Point-in-time features of 50,000 applications on up to 100 million sales events, side by side.

`python -m tests.benchmarks.features` builds the stores, runs every contender in a process of its
own, compares their results cell by cell and prints what each took.
"""

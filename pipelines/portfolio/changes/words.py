"""The figures and the causes of their changes as a reader would say them."""

from pipelines.portfolio.changes.records import Cause, FigureChange

NAMES = {
    "outstanding": "Outstanding",
    "30+ DPD": "30+ DPD",
    "net charge-off": "Net charge-off, a year,",
    "expected loss": "Expected loss",
    "net return": "Net return, a year,",
}
IN_WORDS = {
    ("outstanding", "lent"): ("lent", "lent"),
    ("outstanding", "repaid"): ("repaid", "repaid"),
    ("outstanding", "charged off"): ("charged off", "charged off"),
    ("30+ DPD", "growth"): ("fewer new loans to dilute it", "new loans dilute it"),
    ("30+ DPD", "mix"): ("a riskier mix of trades and grades", "a safer mix of trades and grades"),
    ("30+ DPD", "age"): ("older loans", "younger loans"),
    ("30+ DPD", "roll rate"): ("more falling behind, like for like", "fewer late, like for like"),
    ("net charge-off", "charge-offs"): ("more charged off", "less charged off"),
    ("net charge-off", "recoveries"): ("less recovered", "more recovered"),
    ("net charge-off", "growth"): ("a smaller mean balance", "a larger mean balance"),
    ("expected loss", "growth"): ("a larger book", "a smaller book"),
    ("expected loss", "mix"): ("a riskier mix of trades and grades", "a safer mix of trades and "
                               "grades"),
    ("expected loss", "age"): ("the age of the loans", "the age of the loans"),
    ("expected loss", "roll rate"): ("more of it past due", "less of it past due"),
    ("expected loss", "quality"): ("higher PDs, like for like", "lower PDs, like for like"),
    ("net return", "fees"): ("more fees", "fewer fees"),
    ("net return", "charge-offs"): ("less charged off", "more charged off"),
    ("net return", "recoveries"): ("more recovered", "less recovered"),
    ("net return", "growth"): ("the size of the book", "the size of the book"),
}  # fmt: skip
"""Each cause where it raises the figure, and where it lowers it."""


def in_words(found: FigureChange, cause: Cause) -> str:
    """The cause as a reader would say it, by the direction in which it worked."""
    return IN_WORDS[found.figure, cause.name][0 if cause.amount >= 0 else 1]

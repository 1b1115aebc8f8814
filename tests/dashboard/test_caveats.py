"""What a book says of itself before its rates."""

import pytest

from dashboard.findings.caveats import caveats
from pipelines.portfolio import BookCaveats, PortfolioSummary

USUAL = BookCaveats(
    loans=50,
    due_loans=40,
    defaulted_loans=3,
    payments=200,
    overpaid_loans=0,
    credit_cents=0,
    quarantined_rows=0,
    has_sales=True,
)


def summary(unscored: int = 0) -> PortfolioSummary:
    """A loan book that owes 1,000.00, of which `unscored` cents have no PD."""
    known = {"basis": "loans", "outstanding_cents": 100_000, "unscored_cents": unscored}
    return PortfolioSummary(**(dict.fromkeys(PortfolioSummary.__dataclass_fields__) | known))


def said(unscored: int = 0, **odd: int) -> list[str]:
    found = BookCaveats(**(vars(USUAL) | odd))
    return [line.replace("\xa0", " ") for line in caveats(found, summary(unscored), "USD")]


def test_a_usual_book_needs_no_word():
    assert said() == []


@pytest.mark.parametrize(
    ("odd", "begins"),
    [
        ({"due_loans": 0}, "No instalment has fallen due yet"),
        ({"payments": 0}, "The book holds no payment on any of 40 loans"),
        (
            {"defaulted_loans": 0},
            "No loan has defaulted yet: 0 of 40 loans with an instalment due, which fits a rate of "
            "up to 8.8 %.",
        ),
        ({"defaulted_loans": 40}, "Every one of 40 loans with an instalment due has defaulted"),
        ({"overpaid_loans": 2, "credit_cents": 5_000}, "2 loans took in $50 more than"),
        ({"quarantined_rows": 1}, "1 row of loans and their events could not be loaded"),
        ({"has_sales": False}, "The merchants' sales are not in this book"),
        ({"unscored": 25_000}, "No model has scored $250 of the balance (25.0 %)"),
    ],
)
def test_each_oddity_is_said_in_one_sentence(odd, begins):
    lines = said(**odd)
    assert len(lines) == 1
    assert lines[0].startswith(begins)

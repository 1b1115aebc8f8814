"""What counts as a proper set of reasons."""

from datetime import date

import pytest

from pipelines.reasons import Statement
from pipelines.review.reason_coverage import reasons_fault

WORDS = {
    "R01": "Your sales are low",
    "R02": "Your sales have fallen",
    "R03": "Your score is too low",
}
STATEMENTS = {
    code: Statement(code, "Group", words, "Owner", date(2026, 1, 1))
    for code, words in WORDS.items()
}


def reason(code: str, words: str | None = None) -> dict[str, object]:
    return {"code": code, "statement": WORDS[code] if words is None else words, "features": []}


@pytest.mark.parametrize(
    ("reasons", "fault"),
    [
        ([reason("R01"), reason("R02")], None),
        ([], "0 reasons"),
        ([reason("R01")] * 5, "5 reasons"),
        ([reason("R01", "  ")], "R01 is empty"),
        ([reason("R03")], "R03 speaks of the score instead of the matter"),
        ([reason("R01", "Something else")], "R01 is not the statement under review: score again"),
    ],
)
def test_reasons_are_one_to_four_governed_statements_of_the_matter(reasons, fault):
    assert reasons_fault(reasons, STATEMENTS) == fault


def test_a_statement_given_before_its_day_is_a_fault():
    given = [reason("R01")]
    assert reasons_fault(given, STATEMENTS, date(2026, 1, 1)) is None
    assert reasons_fault(given, STATEMENTS, date(2025, 12, 31)) == (
        "R01 takes effect on 2026-01-01 and was given before"
    )

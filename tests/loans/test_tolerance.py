"""Tolerances of a stated APR: an eighth, a quarter, 2.5 %, and what makes a loan irregular."""

import pytest

from pipelines.loans import is_irregular, within_tolerance


@pytest.mark.parametrize(
    ("stated", "irregular", "rule", "accurate"),
    [
        (12.125, False, "regulation-z", True),
        (11.875, False, "regulation-z", True),
        (12.126, False, "regulation-z", False),
        (11.874, False, "regulation-z", False),
        (12.25, True, "regulation-z", True),
        (11.74, True, "regulation-z", False),
        (11.75, True, "california", True),
        (11.71, True, "california", True),
        (11.70, True, "california", False),
        (25.0, False, "california", True),
    ],
)
def test_against_an_exact_twelve_per_cent(stated, irregular, rule, accurate):
    assert within_tolerance(stated, 12, irregular=irregular, rule=rule) is accurate


def test_the_relative_tolerance_reaches_further_at_high_rates():
    assert within_tolerance(60.0, 61.344, rule="california")
    assert not within_tolerance(60.0, 61.344)


@pytest.mark.parametrize(
    ("payments", "advances", "irregular"),
    [
        ([230] * 24, 1, False),
        ([250, 230, 230, 280], 1, False),
        ([5375, 5375, 5075, 5075, 5075, 5075], 1, True),
        ([100], 1, False),
        ([100, 100], 2, True),
    ],
)
def test_what_is_irregular(payments, advances, irregular):
    assert is_irregular(payments, advances) is irregular

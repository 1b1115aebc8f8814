"""Reverse stress on losses whose answer is known."""

from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.model import Stopped
from pipelines.portfolio.stress import Scenario, reverse_stress

DECLINE = Scenario("decline", "All sales fall", "", 60)


def losing(share):
    """An attempt that loses `share(severity)` of the balance."""

    def attempt(scenario, severity):
        return SimpleNamespace(
            severity=severity, sales_change=-severity, share_lost=share(severity), days=60
        )

    return attempt


@settings(max_examples=25)
@given(target=st.floats(0.06, 0.2), bend=st.floats(1.0, 3.0))
def test_the_severity_found_loses_what_was_looked_for(target, bend):
    found = reverse_stress(losing(lambda s: 0.05 + 0.2 * s**bend), DECLINE, target)
    assert found.severity == pytest.approx(((target - 0.05) / 0.2) ** (1 / bend), abs=0.03)
    assert found.is_monotone
    assert len(found.tried) <= 9


def test_where_no_severity_loses_as_much_the_worst_is_told():
    found = reverse_stress(losing(lambda s: 0.05 + 0.03 * s), DECLINE, 0.10)
    assert found.severity is None
    assert (found.calm, found.at_worst) == pytest.approx((0.05, 0.08))


def test_a_book_that_loses_as_much_anyway_needs_no_shock():
    found = reverse_stress(losing(lambda s: 0.12 + s / 10), DECLINE, 0.10)
    assert found.severity == 0.0


def test_a_loss_that_turns_back_is_told():
    found = reverse_stress(losing(lambda s: min(0.03 + 0.3 * s, 0.23 - 0.1 * s)), DECLINE, 0.12)
    assert not found.is_monotone


def test_a_search_can_be_stopped():
    with pytest.raises(Stopped):
        reverse_stress(losing(lambda s: s), DECLINE, 0.5, stop=lambda: True)

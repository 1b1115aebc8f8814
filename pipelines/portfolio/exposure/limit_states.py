"""How far the book is from each of its limits."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from pipelines.offers import Policy
from pipelines.portfolio.exposure.concentration import Concentration, concentration
from pipelines.portfolio.exposure.limits import BookLimits
from pipelines.portfolio.loss import open_loans
from pipelines.portfolio.panel import BookMonth, book_months, net_charge_off_rate
from pipelines.portfolio.reader import Reader

State = Literal["ok", "near", "breached", "unknown"]
Unit = Literal["cents", "share"]
SEVERITY: tuple[State, ...] = ("breached", "near", "unknown", "ok")


@dataclass(frozen=True)
class LimitState:
    """One limit and what the book uses of it, both in `unit`; `headroom` is what is left.

    `value` is None, and the state unknown, where the book holds nothing to measure it on. `part`
    names the industry, region, supplier or merchant that is nearest to its limit. `link_tab` is
    the tab of the Portfolio page with the evidence.
    """

    name: str
    part: str | None
    value: float | None
    limit: float
    headroom: float | None
    state: State
    unit: Unit
    link_tab: str

    @property
    def used(self) -> float | None:
        """The part of the limit that is used; above 1 where it is breached."""
        return None if self.value is None else self.value / self.limit


def limit_states(reader: Reader, policy: Policy, limits: BookLimits) -> tuple[LimitState, ...]:
    """Every limit of policy and book, the most pressing first; empty in a book without loans.

    Shares are of the outstanding balance, but the industry's limit is an amount: the policy's
    share of the most that may be owed in all.
    """
    months = book_months(reader)
    if not months:
        return ()
    found = [*_exposures(reader, policy, limits), *_triggers(reader, months, policy, limits)]
    return tuple(sorted(found, key=lambda one: (SEVERITY.index(one.state), -(one.used or 0))))


def limit_state(
    name: str,
    value: float | None,
    limit: float,
    *,
    near_from: float,
    unit: Unit = "share",
    part: str | None = None,
    link_tab: str = "Concentration",
) -> LimitState:
    """The state of one limit: breached above it, near from `near_from` of it on."""
    headroom = None if value is None else limit - value
    state = _state(value, limit, near_from)
    return LimitState(name, part, value, limit, headroom, state, unit, link_tab)


def _state(value: float | None, limit: float, near_from: float) -> State:
    if value is None:
        return "unknown"
    if value > limit:
        return "breached"
    return "near" if value >= near_from * limit else "ok"


def _exposures(reader: Reader, policy: Policy, limits: BookLimits) -> Iterator[LimitState]:
    found, near = concentration(reader, "loans"), limits.near_from
    owed = sum(exposure.exposure_cents for exposure in found["merchant"].exposures)
    total = policy.portfolio.open_principal_cents
    yield limit_state("Open principal", owed, total, near_from=near, unit="cents")
    part, cents, _ = _largest(found["industry"])
    most = policy.portfolio.industry_cents
    yield limit_state("Largest industry", cents, most, near_from=near, unit="cents", part=part)
    for dimension, name, limit in (
        ("region", "Largest region", limits.region),
        ("merchant", "Largest name", limits.single_name),
        ("supplier", "Largest supplier", limits.supplier),
    ):
        part, _, share = _largest(found[dimension])
        yield limit_state(name, share, limit, near_from=near, part=part)


def _largest(found: Concentration) -> tuple[str | None, int | None, float | None]:
    """Label, exposure and share of the largest part that has a name; None where none has one."""
    named = [exposure for exposure in found.exposures if exposure.key != "not stated"]
    return (named[0].label, named[0].exposure_cents, named[0].share) if named else (None,) * 3


def _triggers(
    reader: Reader, months: tuple[BookMonth, ...], policy: Policy, limits: BookLimits
) -> Iterator[LimitState]:
    near, late = limits.near_from, months[-1].share_30_plus
    yield limit_state("30+ DPD", late, limits.late_30_plus, near_from=near, link_tab="Roll rates")
    lost = net_charge_off_rate(months)
    yield limit_state(
        "Net charge-off", lost, limits.net_charge_off, near_from=near, link_tab="Vintages"
    )
    expected = _expected_loss_share(reader, policy)
    yield limit_state(
        "Expected loss", expected, limits.expected_loss, near_from=near, link_tab="Loss"
    )


def _expected_loss_share(reader: Reader, policy: Policy) -> float | None:
    """Expected loss over the balance of the loans that a model scored; None where there is none.

    Loans in default that nobody scored have a PD too, but would stand for the whole book alone.
    """
    found = open_loans(reader, policy)
    if found is None:
        return None
    is_scored = ~np.isnan(found.pd_at_application)
    scored = int(found.balance_cents[is_scored].sum())
    return float(found.expected_loss_cents[is_scored].sum()) / scored if scored else None

"""What the buyer can do instead: every way to pay one order, its cost and when the cash leaves."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pipelines.loans import actuarial_apr, effective_annual_rate
from pipelines.offers.quote import MONTHS_A_YEAR, Quote, build_quote
from pipelines.offers.terms import AlternativeCosts, Policy


@dataclass(frozen=True)
class CashFlow:
    """Cents that leave the buyer on a day, `month` months after the order."""

    month: int
    on: date
    cents: int


@dataclass(frozen=True)
class WayToPay:
    """One way to pay an order; cost on top of it in cents, as a range where it depends on a bank.

    `flows` are at the low cost. `tier` is set for Pay Later alone; `is_offered` marks the quote
    that was compared.
    """

    name: str
    low_cost_cents: int
    high_cost_cents: int
    flows: tuple[CashFlow, ...]
    tier: str | None = None
    is_offered: bool = False

    @property
    def is_at_once(self) -> bool:
        """Whether all cash leaves with the order."""
        return len(self.flows) == 1 and self.flows[0].month == 0

    @property
    def total_cents(self) -> int:
        """All cash that leaves, at the low cost."""
        return sum(flow.cents for flow in self.flows)


@dataclass(frozen=True)
class BreakEven:
    """Pay Later against one way of paying at once, at that way's low cost.

    `extra_cents` is what Pay Later costs more, below zero where it is cheaper. `yearly_return` is
    the return on cash, in per cent a year compounded, above which keeping the cash is worth that:
    the internal rate of the difference of the two ways' flows; None where Pay Later costs no more
    and so wins at any return.
    """

    against: str
    extra_cents: int
    yearly_return: float | None


@dataclass(frozen=True)
class Comparison:
    """Every way to pay one order, the offered one first, and what keeping the cash must earn.

    `kept_months` is how long a unit of the order stays with the buyer on average: the months to
    each payment, weighted by its principal.
    """

    amount_cents: int
    currency: str
    ways: tuple[WayToPay, ...]
    break_evens: tuple[BreakEven, ...]
    kept_months: float

    @property
    def offered(self) -> WayToPay:
        """The offered Pay Later."""
        return self.ways[0]

    @property
    def at_once(self) -> tuple[WayToPay, ...]:
        """The ways that pay all with the order, cheapest first."""
        found = (way for way in self.ways if way.is_at_once)
        return tuple(sorted(found, key=lambda way: way.low_cost_cents))

    def months(self) -> tuple[tuple[int, date], ...]:
        """The months in which cash leaves by any way, from 0, with their days."""
        return tuple(sorted({(flow.month, flow.on) for way in self.ways for flow in way.flows}))


def compare_ways(quote: Quote, policy: Policy) -> Comparison:
    """Set the quote beside Pay Later at every other tier, cash, electronic check, wire and card."""
    offered = _pay_later(quote, is_offered=True)
    others = [
        build_quote(policy, quote.amount_cents, tier.name, quote.funded_on, currency=quote.currency)
        for tier in policy.tiers
        if tier.name != quote.tier
    ]
    at_once = tuple(_at_once(quote, policy.alternatives))
    return Comparison(
        amount_cents=quote.amount_cents,
        currency=quote.currency,
        ways=(offered, *at_once, *map(_pay_later, others)),
        break_evens=tuple(break_even(offered, way) for way in at_once),
        kept_months=quote.schedule.balance_months_cents / quote.amount_cents,
    )


def break_even(later: WayToPay, now: WayToPay) -> BreakEven:
    """The yearly return on cash at which paying later and paying at once are worth the same.

    The cash kept today is what paying at once would take; the monthly rate at which it just pays
    the later payments, compounded over a year.
    """
    extra = later.total_cents - now.total_cents
    if extra <= 0:
        return BreakEven(now.name, extra, None)
    payments = [(flow.cents, flow.month, 0.0) for flow in later.flows if flow.cents]
    nominal = actuarial_apr(
        [(now.total_cents, 0, 0.0)], payments, unit_periods_per_year=MONTHS_A_YEAR
    )
    yearly = effective_annual_rate(nominal, unit_periods_per_year=MONTHS_A_YEAR)
    return BreakEven(now.name, extra, yearly)


def _pay_later(quote: Quote, *, is_offered: bool = False) -> WayToPay:
    cost = quote.finance_charge_cents
    flows = tuple(
        CashFlow(due.number, due.due_on, due.payment_cents) for due in quote.schedule.instalments
    )
    name = f"Pay Later, {quote.tier} tier" if quote.tier else "Pay Later"
    return WayToPay(name, cost, cost, flows, quote.tier, is_offered)


def _at_once(quote: Quote, costs: AlternativeCosts) -> Iterator[WayToPay]:
    card = _share(quote.amount_cents, costs.card_rate)
    check = costs.e_check_fee_cents
    for name, low, high in (
        ("Cash now", 0, 0),
        ("Electronic check", check, check),
        ("Wire transfer", costs.wire_fee_low_cents, costs.wire_fee_high_cents),
        ("Card", card, card),
    ):
        flow = CashFlow(0, quote.funded_on, quote.amount_cents + low)
        yield WayToPay(name, low, high, (flow,))


def _share(amount_cents: int, rate: float) -> int:
    return round(amount_cents * rate)

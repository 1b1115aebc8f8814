"""What an offer is expected to lose and to earn."""

from pipelines.offers.schedule import Schedule
from pipelines.offers.terms import Economics


def expected_loss_cents(pd: float, amount_cents: int, economics: Economics) -> int:
    """Expected loss: PD × LGD × EAD, with EAD as a share of the amount financed."""
    return round(pd * economics.lgd * economics.ead_share * amount_cents)


def expected_profit_cents(schedule: Schedule, loss_cents: int, economics: Economics) -> int:
    """Fees less funding, servicing and expected loss.

    Funding runs on the scheduled balance: for n equal principals, (n + 1) / 2 months of it. Fees
    are counted in full, since a default's lost fees are small beside its lost principal.
    """
    funding = economics.funding_rate / 12 * schedule.balance_months_cents
    servicing = economics.servicing_share * schedule.principal_cents
    return round(schedule.finance_charge_cents - funding - servicing) - loss_cents

"""`portfolio`: what is owed, how late it is and what it may lose."""

from argparse import ArgumentParser, Namespace

from pipelines.cli.answer import Answer
from pipelines.offers import load_policy
from pipelines.portfolio import PortfolioSummary, portfolio_summary
from pipelines.settings import Settings
from pipelines.store import History

HELP = "summarise the book: exposure, status by month, expected loss, concentration"


def add_arguments(parser: ArgumentParser) -> None:
    """No arguments of its own."""


def run(options: Namespace, settings: Settings) -> Answer:
    """Summarise the book as of its last month-end."""
    policy = load_policy(settings.policy)
    with History(settings) as history:
        summary, advice = portfolio_summary(history, policy), history.version().advice
    words = _words(summary)
    return Answer(summary.to_json(), f"{words}\n{advice}" if advice else words)


def _words(summary: PortfolioSummary) -> str:
    currency, offered = summary.currency, summary.offered
    offers = (
        f"{offered.approved:,} of {offered.applications:,} applications approved for "
        f"{offered.amount_cents / 100:,.0f} {currency}, expected loss "
        f"{offered.expected_loss_cents / 100:,.0f}, expected profit "
        f"{offered.expected_profit_cents / 100:,.0f}"
    )
    if summary.basis != "loans":
        return f"no loans in the book yet\n{offers}"
    return (
        f"{summary.open_loans:,} open loans owe {summary.outstanding_cents / 100:,.0f} {currency} "
        f"as of {summary.as_of}; {_rate(summary.share_30_plus)} is 30+ days past due, "
        f"net charge-off {_rate(summary.net_charge_off_rate)} a year, "
        f"expected loss {summary.expected_loss_cents / 100:,.0f} {currency}\n{offers}"
    )


def _rate(value: float | None) -> str:
    return "n/a" if value is None else f"{value:.1%}"

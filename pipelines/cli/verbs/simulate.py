"""`simulate`: what another policy would have done with the store's applications."""

from argparse import ArgumentParser, Namespace
from math import isnan
from pathlib import Path

from pipelines.cli.answer import Answer
from pipelines.offers import load_policy
from pipelines.settings import Settings
from pipelines.simulation.cases import read_cases
from pipelines.simulation.comparison import Comparison, compare
from pipelines.stats.intervals import Interval
from pipelines.store import History

HELP = "replay another policy on the scored applications, against the policy in force"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the policy to try."""
    parser.add_argument("--policy", required=True, metavar="FILE", help="the policy to try, TOML")


def run(options: Namespace, settings: Settings) -> Answer:
    """Compare the policy in FILE with the one in force."""
    policy, in_force = load_policy(Path(options.policy)), load_policy(settings.policy)
    with History(settings) as history:
        cases, currency = read_cases(history), history.version().book.currency
    found = compare(cases, in_force, policy)
    return Answer(found.to_json() | {"currency": currency}, _words(found, currency))


def _words(found: Comparison, currency: str) -> str:
    before, after = found.totals["offered"]
    changes = found.changes["offered"]
    lines = [
        f"{before.applications:,} applications under policy {found.versions[1]} against "
        f"{found.versions[0]}; change with its 95 % interval over merchants",
        f"approved {after.approved:,} {_change(changes['approved'], 1)}",
        *(
            f"{label} {getattr(after, name) / 100:,.0f} {currency} {_change(changes[name], 100)}"
            for label, name in (
                ("offered", "volume_cents"),
                ("expected loss", "loss_cents"),
                ("expected profit", "profit_cents"),
            )
        ),
        f"expected to be accepted {found.totals['accepted'][1].volume_cents / 100:,.0f} "
        f"{currency} {_change(found.changes['accepted']['volume_cents'], 100)}",
    ]
    known = [
        f"{group.name} {group.applications:,} ({group.defaults:,} of {group.known:,} known "
        "outcomes defaulted)"
        for group in found.swaps
    ]
    return "\n".join([*lines, ", ".join(known)])


def _change(found: Interval, unit: int) -> str:
    if isnan(found.low):
        return f"({found.estimate / unit:+,.0f})"
    low, high = found.low / unit, found.high / unit
    return f"({found.estimate / unit:+,.0f}, {low:+,.0f} to {high:+,.0f})"

"""`offer`: what the policy offers an application, or why it does not."""

from argparse import ArgumentParser, Namespace
from typing import Any

from pipelines.cli.answer import Answer
from pipelines.cli.pricing import price_words
from pipelines.deciding import Desk, decide_application, open_desk
from pipelines.offers import Decision, parse_amount
from pipelines.settings import Settings
from pipelines.store import History

HELP = "decide an application for an amount"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare application and amount."""
    parser.add_argument("application", help="its id")
    parser.add_argument("--amount", help="in the book's currency; without it, at the limit")


def run(options: Namespace, settings: Settings) -> Answer:
    """Decide with the champion and the policy in force."""
    with History(settings) as history:
        desk = open_desk(settings, history)
        asked = options.amount
        cents = None if asked is None else parse_amount(asked, desk.policy)
        decided = decide_application(desk, history, options.application, amount_cents=cents)
    record = decided.decision.to_json()
    return Answer(record, _words(record, _price_reasons(decided.decision, desk)))


def _price_reasons(decision: Decision, desk: Desk) -> list[str]:
    """Why the price is not the cheapest tier's, in words."""
    cheapest = desk.policy.tiers[0].name
    return [
        f"{code}  tier {decision.tier}, not {cheapest}: {desk.statements[code].statement}"
        for code in decision.dearer_for
    ]


def _words(record: dict[str, Any], price_reasons: list[str]) -> str:
    lines = [
        f"{record['application_id']}: {record['decision']}, "
        f"limit {record['limit']:,.2f} {record['currency']}"
    ]
    if record["schedule"]:
        lines += [price_words(record), *price_reasons]
    lines += [f"{reason['code']}  {reason['statement']}" for reason in record["reasons"]]
    return "\n".join(lines)

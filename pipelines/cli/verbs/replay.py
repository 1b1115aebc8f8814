"""`replay`: every decision of the checkout taken again from its record."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable

from pipelines.checkout.replay import Replay
from pipelines.cli.answer import Answer
from pipelines.errors import Refused
from pipelines.settings import Settings
from pipelines.store.checkout_records import CheckoutRecord, checkout_decisions

HELP = "takes every decision of the checkout again from its record and compares the bytes"
MOST_NAMED = 20


def add_arguments(parser: ArgumentParser) -> None:
    """Declare which decision, all without it."""
    parser.add_argument("--id", metavar="DECISION", help="one decision instead of all")


def run(options: Namespace, settings: Settings) -> Answer:
    """Take them again; not done where any differs."""
    replayed = list(Replay(settings).all(_asked(options.id, settings)))
    if options.id and not replayed:
        raise Refused(f"no decision {options.id!r} in {settings.workbench}: check its id")
    differing = {found.decision_id: found.difference for found in replayed if found.difference}
    record = {"replayed": len(replayed), "differing": differing}
    lines = [f"{len(replayed):,} decisions taken again, {len(differing):,} differ"]
    lines += [f"  {name}: {why}" for name, why in list(differing.items())[:MOST_NAMED]]
    return Answer(record, "\n".join(lines), done=not differing)


def _asked(decision_id: str | None, settings: Settings) -> Iterable[CheckoutRecord]:
    kept = checkout_decisions(settings)
    if decision_id is None:
        return kept
    return (record for record in kept if record.decision_id == decision_id)

"""`watch-list`: which open loans to look at before a payment is missed."""

from argparse import ArgumentParser, Namespace
from datetime import date

from pipelines.cli.answer import Answer
from pipelines.errors import Refused
from pipelines.portfolio import (
    WatchEvidence,
    WatchList,
    draw_watch_list,
    load_watch_rules,
    watch_evidence,
)
from pipelines.portfolio.watch_list.as_json import evidence_json, watch_list_json
from pipelines.portfolio.watch_list.judged import judged_pds
from pipelines.settings import Settings
from pipelines.store import History

HELP = "list the merchants to look at before a payment is missed, and how well such lists warned"
FIRST = 20


def add_arguments(parser: ArgumentParser) -> None:
    """Declare `--as-of`."""
    parser.add_argument(
        "--as-of", type=_day, metavar="YYYY-MM-DD", help="draw the list of an earlier day"
    )


def run(options: Namespace, settings: Settings) -> Answer:
    """Draw the list and judge such lists on the loans whose outcome is known."""
    rules = load_watch_rules(settings.watch_list)
    with History(settings) as history:
        found = draw_watch_list(history, rules, as_of=options.as_of)
        if found is None:
            raise Refused("The book holds no loans: import loans and their payments, then features")
        evidence = watch_evidence(history, rules, judged_pds(settings))
    record = {
        "rules_version": rules.version,
        **watch_list_json(found),
        "evidence": evidence and evidence_json(evidence),
    }
    return Answer(record, f"{_words(found)}\n{_judged(evidence)}")


def _words(found: WatchList) -> str:
    lines = [
        f"{len(found.merchants):,} merchants with {len(found.loans):,} of {found.open_loans:,} "
        f"open loans on the list of {found.as_of}; {len(found.weaker):,} of them show it now"
    ]
    for merchant in found.merchants[:FIRST]:
        lead = merchant.lead
        points = lead.points_now if lead.is_weaker else lead.points_at_funding
        lines.append(
            f"  {points:>2}  {lead.loan.merchant}, {merchant.owed_cents / 100:,.0f} owed, since "
            f"{lead.since}: {merchant.words}"
        )
    if len(found.merchants) > FIRST:
        lines.append(f"  and {len(found.merchants) - FIRST:,} more; `--json` lists all")
    return "\n".join(lines)


def _judged(found: WatchEvidence | None) -> str:
    if found is None:
        return "fewer than 30 loans have defaulted: too few to judge the list"
    hit, false = found.found, found.false_alarms
    return (
        f"judged on {found.defaults:,} defaults: {hit.estimate:.0%} "
        f"[{hit.low:.0%}, {hit.high:.0%}] alerted 30 days or more before the first missed payment; "
        f"of {found.others:,} other loans {false.estimate:.0%} "
        f"[{false.low:.0%}, {false.high:.0%}] alerted for nothing"
    )


def _day(text: str) -> date:
    return date.fromisoformat(text)

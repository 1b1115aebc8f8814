"""`models`: the registered models, two side by side, and who becomes champion."""

from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from pipelines.cli.answer import Answer
from pipelines.errors import Refused
from pipelines.model import Comparison, approve, comparison, propose, registered, reject
from pipelines.settings import Settings
from pipelines.store import Promotion, Promotions, Workbench

HELP = "list and compare models; propose a champion, approve or reject a proposal"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare one sub-verb an action."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    _shared(actions.add_parser("list", help="registered models with their roles, and proposals"))
    two = actions.add_parser("compare", help="two models on the cases both were judged on")
    two.add_argument("first", metavar="MODEL")
    two.add_argument("second", metavar="MODEL")
    _shared(two)
    proposed = actions.add_parser("propose", help="propose a model as champion")
    proposed.add_argument("model", metavar="MODEL")
    _said(proposed, "--reason", "why it should be champion")
    for verdict in ("approve", "reject"):
        decided = actions.add_parser(verdict, help=f"{verdict} a proposal of somebody else")
        decided.add_argument("promotion", metavar="PROPOSAL")
        _said(decided, "--note", "what was checked")


def run(options: Namespace, settings: Settings) -> Answer:
    """Do what was asked for."""
    return ACTIONS[options.action](options, settings)


def _list(options: Namespace, settings: Settings) -> Answer:
    workbench = Workbench(settings)
    held = {role: workbench.role_holder(role) for role in ("champion", "challenger")}
    roles = {assigned.model_id: role for role, assigned in held.items() if assigned}
    models = registered(settings)
    proposals = Promotions(workbench).newest_first()
    record = {
        "models": [
            {"model_id": m.model_id, "role": roles.get(m.model_id), "trained_at": m.trained_at}
            | {"label": m.label, "n": m.n, "bads": m.bads, "auc": m.metrics.auc.estimate}
            for m in models
        ],
        "proposals": [asdict(proposal) for proposal in proposals],
    }
    lines = [
        f"{m.model_id}  {roles.get(m.model_id, 'registered'):<10}  {m.trained_at[:16]}  "
        f"AUC {m.metrics.auc.estimate:.3f} on {m.metrics.n:,}, {m.metrics.bads:,} bad"
        for m in models
    ]
    return Answer(record, "\n".join([*lines, *map(_proposal, proposals)] or ["no model yet"]))


def _compare(options: Namespace, settings: Settings) -> Answer:
    found = comparison(settings, options.first, options.second)
    if found is None:
        raise Refused(
            f"{options.first} and {options.second} were judged on no common cases of both kinds, "
            "or on different labels: train one of them again on the same version and label"
        )
    return Answer(found.to_json(), _side_by_side(found))


def _propose(options: Namespace, settings: Settings) -> Answer:
    made = propose(settings, options.model, actor=options.by, reason=options.reason)
    return Answer(asdict(made), _proposal(made))


def _decide(options: Namespace, settings: Settings) -> Answer:
    decide = approve if options.action == "approve" else reject
    made = decide(settings, options.promotion, actor=options.by, note=options.note)
    advice = "; run score to decide with it" if options.action == "approve" else ""
    return Answer(asdict(made), _proposal(made) + advice)


def _side_by_side(found: Comparison) -> str:
    difference = found.difference
    lines = [
        f"AUC of {found.first} minus {found.second}: {difference.estimate:+.3f} "
        f"({difference.low:+.3f} to {difference.high:+.3f}) on {found.n:,} cases, "
        f"{found.bads:,} bad: {found.better or 'neither'} is better beyond noise",
        f"each approving {found.approved:,}:",
    ]
    return "\n".join(
        lines + [f"  {group.who}: {group.n:,}, {group.bads:,} bad" for group in found.swaps]
    )


def _proposal(found: Promotion) -> str:
    said = f"proposal {found.promotion_id}: {found.model_id} by {found.proposed_by}"
    verdict = f"{found.verdict} by {found.decided_by}" if found.verdict else "open"
    return f"{said} ({found.reason}), {verdict}"


def _said(parser: ArgumentParser, name: str, what: str) -> None:
    parser.add_argument("--by", required=True, metavar="NAME", help="your name, recorded with it")
    parser.add_argument(name, required=True, metavar="TEXT", help=what)
    _shared(parser)


def _shared(parser: ArgumentParser) -> None:
    """Let --store and --json stand after the action too, without undoing one given before it."""
    parser.add_argument("--store", default=SUPPRESS, metavar="DIR", help="the store's folder")
    parser.add_argument("--json", action="store_true", default=SUPPRESS, help="answer in JSON")


ACTIONS: dict[str, Callable[[Any, Settings], Answer]] = {
    "list": _list,
    "compare": _compare,
    "propose": _propose,
    "approve": _decide,
    "reject": _decide,
}

"""`check`: does the store keep its promises? The data contract, and every proof of the review."""

from argparse import ArgumentParser, Namespace

from pipelines.cli.answer import Answer
from pipelines.cli.progress import progress_bar
from pipelines.review import CHECKLIST, case_for
from pipelines.settings import Settings
from pipelines.store import History, Workbench, contract_violations

HELP = "check the data contract, and the champion by every proof of the review"

Check = dict[str, object]


def add_arguments(parser: ArgumentParser) -> None:
    """No arguments of its own."""


def run(options: Namespace, settings: Settings) -> Answer:
    """Run every check; the answer is not done where one fails.

    Before there is a champion, only the data contract can be checked.
    """
    with History(settings) as history:
        version = history.version().version_id
        has_champion = Workbench(settings).role_holder("champion") is not None
        checks = _proofs(settings, history) if has_champion else [_contract(history)]
    passed = all(check["verdict"] != "fail" for check in checks)
    record = {"version": version, "passed": passed, "checks": checks}
    lines = [
        f"{check['verdict']:<10}  {check['title']}: {check['found']} (n = {check['n']:,})"
        for check in checks
    ]
    return Answer(record, "\n".join(lines), done=passed)


def _proofs(settings: Settings, history: History) -> list[Check]:
    case = case_for(settings, history)
    checks: list[Check] = []
    with progress_bar() as progress:
        for place, proof in enumerate(CHECKLIST):
            progress(place / len(CHECKLIST), proof.title)
            result = proof.run(case).to_json()
            checks.append({"check": proof.name, "title": proof.title, **result})
    return checks


def _contract(history: History) -> Check:
    broken = contract_violations(history)
    found = ", ".join(f"{name}: {count:,} rows" for name, count in broken.items())
    return {
        "check": "contract",
        "title": "Data contract holds",
        "verdict": "fail" if broken else "pass",
        "n": 1,
        "found": found or "no row breaks it",
    }

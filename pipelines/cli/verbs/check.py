"""`check`: does the store keep its promises? Data contract, additivity and model files."""

from argparse import ArgumentParser, Namespace

from pipelines.cli.answer import Answer
from pipelines.errors import Refused
from pipelines.explain import TOLERANCE
from pipelines.model import load_model, registered
from pipelines.settings import Settings
from pipelines.store import History, contract_violations, sql_text

HELP = "check the data contract, that every stored score adds up, and the model files"


def add_arguments(parser: ArgumentParser) -> None:
    """No arguments of its own."""


def run(options: Namespace, settings: Settings) -> Answer:
    """Run every check; the answer is not done where one fails."""
    with History(settings) as history:
        version = history.version().version_id
        broken = contract_violations(history)
        rows, error = history.rows(sql_text(__file__, "sql/additivity.sql"))[0]
    checks = [
        {
            "check": "data contract",
            "passed": not broken,
            "evidence": broken or "no row breaks it",
        },
        {
            "check": "additivity of stored scores",
            "passed": error is None or error <= TOLERANCE,
            "evidence": f"{rows:,} rows, largest error {error or 0:.1e}, allowed {TOLERANCE:.0e}",
        },
        _model_files(settings),
    ]
    passed = all(check["passed"] for check in checks)
    lines = [
        f"{'pass' if check['passed'] else 'FAIL'}  {check['check']}: {check['evidence']}"
        for check in checks
    ]
    record = {"version": version, "passed": passed, "checks": checks}
    return Answer(record, "\n".join(lines), done=passed)


def _model_files(settings: Settings) -> dict[str, object]:
    """Load every registered model: its digest and its canary predictions must hold."""
    broken, count = [], 0
    for manifest in registered(settings):
        count += 1
        try:
            load_model(settings, manifest.model_id)
        except Refused as refusal:
            broken.append(str(refusal))
    evidence = "; ".join(broken) or f"{count} models, digests and canary predictions hold"
    return {"check": "model files", "passed": not broken, "evidence": evidence}

"""`status`: which book the store holds, how far it has come and what to do next."""

from argparse import ArgumentParser, Namespace
from typing import Any

from pipelines.cli.answer import Answer
from pipelines.model import champion_label, proxy_notice
from pipelines.settings import Settings
from pipelines.store import History, Workbench, sql_text

HELP = "say which book the store holds and how far it has come"
NEXT = {
    "applications": "no applications yet: import them, or run `python -m pipelines cold-start`",
    "features": "no features yet: run `python -m pipelines features`",
    "champion": "no model yet: run `python -m pipelines train`",
    "scores": "no scores yet: run `python -m pipelines score`",
}
ON_THE_PROXY = (
    "no model and no outcomes yet: import outcomes and run `python -m pipelines train`, or learn "
    "from the proxy with `python -m pipelines train --label shortfall`"
)


def add_arguments(parser: ArgumentParser) -> None:
    """No arguments of its own."""


def run(options: Namespace, settings: Settings) -> Answer:
    """Describe the store."""
    with History(settings) as history:
        version = history.version()
        counts = dict(history.rows(sql_text(__file__, "sql/row_counts.sql")))
    held, label = Workbench(settings).role_holder("champion"), champion_label(settings)
    record: dict[str, Any] = {
        "store": str(settings.store),
        "book": version.book.name,
        "currency": version.book.currency,
        "as_of": version.book.as_of.isoformat(),
        "is_synthetic": version.book.is_synthetic,
        "version": version.version_id,
        "content_hash": version.content_hash,
        "change": version.change,
        "champion": held.model_id if held else None,
        "label": label,
        "behind": version.behind,
        "rows": counts,
    }
    return Answer(record, _words(record, version.advice))


def _words(record: dict[str, Any], behind: str | None) -> str:
    kind = "synthetic" if record["is_synthetic"] else "real"
    rows = ", ".join(f"{n:,} {name.replace('_', ' ')}" for name, n in record["rows"].items() if n)
    lines = [
        f"{record['book']} ({kind}, {record['currency']}), as of {record['as_of']}",
        f"version {record['version']} after {record['change']}, in {record['store']}",
        rows,
        f"champion {record['champion'] or 'none'}",
    ]
    done = {**record["rows"], "champion": record["champion"]}
    missing = [advice for stage, advice in NEXT.items() if not done.get(stage)]
    if missing[:1] == [NEXT["champion"]] and not record["rows"].get("outcomes"):
        missing = [ON_THE_PROXY]
    notice = proxy_notice(record["label"])
    lines += [notice] if notice else []
    advice = missing[:1] or ([behind] if behind else [])
    return "\n".join(lines + advice)

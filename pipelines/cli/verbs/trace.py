"""`trace`: one feature of one application, back to the rows it was computed from."""

from argparse import ArgumentParser, Namespace
from typing import Any

from pipelines.cli.answer import Answer
from pipelines.features import Trace, trace_feature
from pipelines.settings import Settings
from pipelines.store import History

HELP = "trace a feature of an application to its rows, with the SQL and its bounds"
SHOWN = 10


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the application and the feature."""
    parser.add_argument("application", help="its id")
    parser.add_argument("feature", help="its name in the catalogue, such as sales_90d_cents")


def run(options: Namespace, settings: Settings) -> Answer:
    """Trace it; the answer is not done where the rows alone give another value."""
    with History(settings) as history:
        found = trace_feature(history, options.application, options.feature)
    return Answer(_record(found), _words(found), done=found.agrees)


def _record(found: Trace) -> dict[str, Any]:
    return {
        "application_id": found.application_id,
        "merchant_id": found.merchant_id,
        "feature": found.feature.name,
        "meaning": found.feature.meaning,
        "cut_on": str(found.cut_on),
        "value": found.value,
        "from_rows_alone": found.again,
        "agrees": found.agrees,
        "parts": [
            {
                "feed": part.evidence.feed,
                "kinds": list(part.evidence.kinds),
                "pick": part.evidence.pick,
                "first_on": str(part.first_on) if part.first_on else None,
                "last_on": str(part.last_on),
            }
            for part in found.parts
        ],
        "rows": {table: rows.to_dict("records") for table, rows in found.rows.items()},
        "sql": found.sql,
    }


def _words(found: Trace) -> str:
    agreement = "the same" if found.agrees else f"{found.again}: NOT the stored value"
    lines = [
        f"{found.application_id}, {found.feature.name} = {found.value} as of the day before "
        f"{found.cut_on}: {found.feature.meaning}",
        f"computed from {found.row_count:,} rows alone: {agreement}",
    ]
    for part in found.parts:
        kinds = ", ".join(part.evidence.kinds) or "all rows"
        since = f"from {part.first_on}" if part.first_on else "ever"
        only = "" if part.evidence.pick == "all" else f", the {part.evidence.pick} such day only"
        lines.append(f"  {part.evidence.feed}: {kinds}, known {since} to {part.last_on}{only}")
    for table, rows in found.rows.items():
        lines.append(f"{table}, the newest {min(SHOWN, len(rows))} of {len(rows):,} rows:")
        lines.append(rows.tail(SHOWN).to_string(index=False))
    return "\n".join(lines)

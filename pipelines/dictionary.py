"""The data dictionary, written from the schema files and the feature catalogue themselves."""

import re
from pathlib import Path

from pipelines.features import Feature, catalogue
from pipelines.settings import PROJECT
from pipelines.store import sql_files

README = PROJECT / "data" / "README.md"
SCHEMA = Path(__file__).with_name("store") / "schema"
START, END = "<!-- dictionary: written by `make dictionary` -->", "<!-- end of dictionary -->"
EXPECTED = {-1: "falls", 0: "not constrained", 1: "rises"}


def data_dictionary() -> str:
    """Every table with its grain and columns, then every feature by driver group, as Markdown."""
    tables = [_table(name, text) for name, text in sql_files(SCHEMA)]
    groups = list(dict.fromkeys(feature.group for feature in catalogue()))
    return "\n".join(["## Tables", "", *tables, "## Features", "", *map(_group, groups)])


def written_readme(text: str) -> str:
    """`text` with the dictionary between its marks written anew."""
    before, rest = text.split(START)
    _, after = rest.split(END)
    return f"{before}{START}\n\n{data_dictionary()}\n{END}{after}"


def _table(name: str, text: str) -> str:
    grain = " ".join(line.removeprefix("-- ") for line in _comment(text))
    columns = re.findall(r"^ {4}(\w+)\s+([a-z]+(?:\[\])?)", text, flags=re.MULTILINE)
    listed = ", ".join(
        f"`{column}` {kind}" for column, kind in columns if column not in {"check", "in"}
    )
    return f"**{name}**: {grain}\n{listed}\n"


def _comment(text: str) -> list[str]:
    lines = []
    for line in text.splitlines():
        if not line.startswith("-- "):
            break
        lines.append(line)
    return lines


def _group(group: str) -> str:
    members = [feature for feature in catalogue() if feature.group == group]
    first = members[0]
    kept_out = "" if first.scored else "; not offered to models"
    head = f"| feature | meaning | feed | unit | window | as it rises, PD |\n{'|---' * 6}|"
    title = f"### {group} ({first.reason}; owner: {first.owner}{kept_out})"
    return "\n".join([title, "", head, *map(_row, members), ""])


def _row(feature: Feature) -> str:
    window = f"{feature.window_days} days" if feature.window_days else "all history"
    return (
        f"| `{feature.name}` | {feature.meaning} | {feature.feed} | {feature.unit} | {window} "
        f"| {EXPECTED[feature.direction]} |"
    )


if __name__ == "__main__":
    README.write_text(written_readme(README.read_text(encoding="utf-8")), encoding="utf-8")

"""A mapping: which column of a file means what, as a small TOML file."""

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from pipelines.errors import Refused
from pipelines.ingest.targets import TARGETS, Target

SECTIONS = {"book", "columns", "values", "read", "attributes"}
UNITS = {"major": 100, "minor": 1}


@dataclass(frozen=True)
class BookStatement:
    """What the store's book is, said once, when the first import creates it."""

    name: str
    currency: str
    as_of: date | None
    is_synthetic: bool
    note: str


@dataclass(frozen=True)
class Mapping:
    """How the rows of a file become rows of a target table.

    `columns` gives the file's column for a target column, `values` a constant for all rows.
    `amount_unit` is how many cents one unit of the file's amounts is worth. Columns left over
    become application attributes unless listed in `ignored`; those in `not_features` are kept for
    the reader and never enter a model.
    """

    columns: dict[str, str]
    values: dict[str, str] = field(default_factory=dict)
    amount_unit: int = 100
    date_format: str | None = None
    ignored: tuple[str, ...] = ()
    not_features: tuple[str, ...] = ()
    meanings: dict[str, str] = field(default_factory=dict)
    book: BookStatement | None = None

    def source_columns(self) -> tuple[str, ...]:
        """The columns the file must have."""
        return tuple(self.columns.values())


def load_mapping(path: Path, table: str) -> Mapping:
    """Read and check a mapping file for `table`; raises `Refused` naming what is wrong in it."""
    target = TARGETS.get(table)
    if target is None:
        raise Refused(f"no table {table} to import to: choose one of {', '.join(TARGETS)}")
    return checked_mapping(path, read_toml(path), target, SECTIONS)


def checked_mapping(
    path: Path, content: dict[str, Any], target: Target, sections: set[str]
) -> Mapping:
    """Check what a mapping file says about `target`; `sections` are those it may have."""
    unknown = set(content) - sections
    if unknown:
        raise Refused(
            f"{path} has a section {', '.join(sorted(unknown))}; "
            f"known are {', '.join(sorted(sections))}"
        )
    for name, section in content.items():
        if not isinstance(section, dict):
            raise Refused(f"{path}: {name} is not a section: write [{name}] above its lines")
    _require_targets(path, target, content)
    return _mapping(path, content)


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file; raises `Refused` naming it where it is missing or is none."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Refused(f"no mapping file {path} ({error.strerror}): check the path") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(f"{path} is not TOML ({error}): mend that line") from error


def _mapping(path: Path, content: dict[str, Any]) -> Mapping:
    read, attributes = content.get("read", {}), content.get("attributes", {})
    unit = read.get("amount_unit", "major")
    if not isinstance(unit, str) or unit not in UNITS:
        raise Refused(f'{path}: amount_unit {unit!r} is neither "major" nor "minor"')
    meanings = attributes.get("meanings", {})
    if not isinstance(meanings, dict):
        raise Refused(f"{path}: meanings is not a table such as {{ age = 'Age in years' }}")
    return Mapping(
        columns={str(k): str(v) for k, v in content.get("columns", {}).items()},
        values={str(k): str(v) for k, v in content.get("values", {}).items()},
        amount_unit=UNITS[unit],
        date_format=_date_format(path, read.get("date_format")),
        ignored=_names(path, attributes, "ignored"),
        not_features=_names(path, attributes, "not_features"),
        meanings={str(name): str(text) for name, text in meanings.items()},
        book=book_statement(path, content["book"]) if "book" in content else None,
    )


def _names(path: Path, section: dict[str, Any], key: str) -> tuple[str, ...]:
    names = section.get(key, [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise Refused(f'{path}: {key} is not a list of column names such as ["rating"]')
    return tuple(names)


def _date_format(path: Path, text: object) -> str | None:
    if text is None:
        return None
    try:
        duckdb.execute("select try_strptime('', $format)", {"format": text}).fetchall()
    except duckdb.Error as error:
        raise Refused(
            f'{path}: date_format {text!r} is not understood: write one such as "%d/%m/%Y"'
        ) from error
    return str(text)


def book_statement(path: Path, section: dict[str, Any]) -> BookStatement:
    """Check a `[book]` section; raises `Refused` where name or currency is missing or unfit."""
    name, currency = section.get("name"), section.get("currency")
    if not isinstance(name, str) or not name.strip():
        raise Refused(f'{path}: [book] needs a name, such as name = "My book"')
    if not isinstance(currency, str) or not re.fullmatch("[A-Z]{3}", currency):
        raise Refused(f'{path}: [book] needs a currency of three capitals such as "USD"')
    as_of = section.get("as_of")
    if as_of is not None and not isinstance(as_of, date):
        raise Refused(f"{path}: [book] as_of is not a date such as 2020-02-29 (without quotes)")
    return BookStatement(
        name, currency, as_of, section.get("is_synthetic") is True, str(section.get("note", ""))
    )


def _require_targets(path: Path, target: Target, content: dict[str, Any]) -> None:
    named = set(content.get("columns", {})) | set(content.get("values", {}))
    unknown, missing = named - set(target.columns), set(target.required) - named
    if unknown:
        raise Refused(
            f"{path} maps to {', '.join(sorted(unknown))}, which {target.table} does not have; "
            f"it has {', '.join(target.columns)}"
        )
    if missing:
        raise Refused(
            f"{path} does not say where {', '.join(sorted(missing))} comes from: "
            "name a column under [columns] or a constant under [values]"
        )

"""Governed reason statements: the words a merchant reads for each reason code.

The file (`data/reasons.toml`) is data under review, not code: every code has the driver group it
speaks for, one plain statement in English and in Chinese, an owner and the day from which it may be
used. A statement names the matter, never the score: that a score was too low explains nothing.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pipelines.errors import Refused

CODE = re.compile(r"[A-Z][0-9]{2}")
LANGUAGES = {"en": "English", "zh": "中文"}
Language = Literal["en", "zh"]
FIELDS = {
    "group": str,
    "statement": str,
    "statement_zh": str,
    "owner": str,
    "effective_on": date,
}
OF_THE_SCORE = re.compile(r"\bscor(e|es|ed|ing)\b|评分|(?<!部)分数|得分|打分", re.IGNORECASE)
"""Words of a statement that explains nothing (12 CFR 1002.9(b)(2))."""


@dataclass(frozen=True)
class Statement:
    """One governed statement; `effective_on` is the first day it may be used.

    `statement_zh` says the same in Chinese.
    """

    code: str
    group: str
    statement: str
    owner: str
    effective_on: date
    statement_zh: str = ""

    def words(self, language: Language = "en") -> str:
        """The statement in that language."""
        return self.statement_zh if language == "zh" else self.statement


@dataclass(frozen=True)
class Reason:
    """A reason given for one decision: its code, its words and the features behind it."""

    code: str
    statement: str
    features: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the reason in the shape of `explain --json` and `offer --json`."""
        return {"code": self.code, "statement": self.statement, "features": list(self.features)}


def load_statements(path: Path) -> dict[str, Statement]:
    """Read the statements by code; Refused when the file is missing, malformed or incomplete,
    or a statement speaks of the score.
    """
    statements = {code: _statement(path, code, entry) for code, entry in _entries(path).items()}
    for statement in statements.values():
        _check_matter(path, statement)
    return statements


def load_kept_statements(path: Path) -> dict[str, Statement]:
    """Read statements kept with an earlier decision, which may be of English alone.

    Refused like `load_statements`, but for what they say: they have been said.
    """
    return {
        code: _statement(path, code, entry, optional={"statement_zh"})
        for code, entry in _entries(path).items()
    }


def speaks_of_the_score(words: str) -> bool:
    """Whether a statement names the score instead of the matter behind it."""
    return OF_THE_SCORE.search(words) is not None


def not_yet_effective(
    codes: Iterable[str], statements: Mapping[str, Statement], on: date
) -> tuple[str, ...]:
    """The codes among `codes` whose statement may not be used yet on that day."""
    early = {code for code in codes if code in statements and statements[code].effective_on > on}
    return tuple(sorted(early))


def _entries(path: Path) -> dict[str, Any]:
    """Read the file as TOML."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Refused(
            f"No reason statements at {path} ({error.strerror}): restore the file "
            "or set PAYLATER_REASONS"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(f"{path} is not readable as TOML ({error}): correct it") from error
    if not entries:
        raise Refused(f"{path} holds no reason statement: restore the file")
    return entries


def check_coverage(codes: Iterable[str], statements: Mapping[str, Statement]) -> None:
    """Refuse when a scored feature's reason code has no statement."""
    missing = sorted(set(codes) - set(statements))
    if missing:
        raise Refused(
            f"No reason statement for {', '.join(missing)}: add it to the reason statements "
            "before a model may use these features"
        )


def _statement(path: Path, code: str, entry: Any, *, optional: Set[str] = frozenset()) -> Statement:
    """Check one entry of the file and return it as a Statement."""
    if not CODE.fullmatch(code):
        raise Refused(f"{path}: {code} is not a reason code; use a letter and two digits")
    if not isinstance(entry, dict) or not FIELDS.keys() - optional <= set(entry) <= FIELDS.keys():
        raise Refused(f"{path}: {code} must give exactly {', '.join(FIELDS)}")
    for name, kind in FIELDS.items():
        if name in entry and (type(entry[name]) is not kind or not str(entry[name]).strip()):
            raise Refused(f"{path}: {name} of {code} must be a {_plain(kind)}")
    return Statement(code=code, **entry)


def _check_matter(path: Path, statement: Statement) -> None:
    """Refuse a statement that speaks of the score in either language."""
    for language in ("statement", "statement_zh"):
        if speaks_of_the_score(getattr(statement, language)):
            raise Refused(
                f"{path}: {language} of {statement.code} speaks of the score: name the matter "
                "behind it"
            )


def _plain(kind: type) -> str:
    """Name a field's type as the file's author knows it."""
    return "date like 2026-11-01" if kind is date else "text that is not empty"

"""Reading `stress.toml`; every refusal names the file, the section and the key."""

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path as File
from typing import Any

from pipelines.errors import Refused
from pipelines.portfolio.stress.scenarios import (
    HIGHEST_FACTOR,
    MOST_DAYS,
    FundingStop,
    Loosening,
    Measured,
    Path,
    Scenario,
    StressPlan,
    SupplierStop,
)
from pipelines.toml_section import Document, Section, read_document

SECTIONS = {"reverse", "loosening", "funding", "measured", "scenarios"}


def load_stress_plan(path: File) -> StressPlan:
    """Read the scenarios at `path`.

    Raises Refused where the file cannot be read, a key is missing, unknown or out of range, or the
    reverse stress names no scenario of the file.
    """
    document = read_document(path, SECTIONS, what="stress plan", variable="PAYLATER_STRESS")
    reverse = document.section("reverse")
    plan = StressPlan(
        scenarios=_scenarios(document),
        reverse=reverse.text("scenario"),
        share_lost=reverse.number("share_lost", 0, 1),
        loosening=_loosening(document.section("loosening")),
        funding=_funding(document.section("funding")),
        measured=_measured(document.section("measured")),
        version=document.digest,
    )
    reverse.finish()
    if plan.named(plan.reverse) is None:
        raise reverse.refused("scenario", f"names no scenario of the file, not {plan.reverse!r}")
    return plan


def scenario_of(plan: StressPlan, name: str) -> Scenario:
    """The scenario of that name; Refused, with the names there are, where there is none."""
    found = plan.named(name)
    if found is None:
        names = ", ".join(scenario.name for scenario in plan.scenarios)
        raise Refused(f'no scenario is called "{name}": choose one of {names}')
    return found


def _loosening(section: Section) -> Loosening:
    read = Loosening(section.number("pd_up_to", 0, 1), section.whole("months", 1))
    section.finish()
    return read


def _funding(section: Section) -> FundingStop:
    read = FundingStop(section.number("advance_rate", 0, 1), section.whole("repay_months", 1))
    section.finish()
    return read


def _measured(section: Section) -> Measured:
    read = Measured(
        foreseen=section.number("foreseen", 0, 100),
        about=section.text("about"),
        measured_on=section.day("measured_on"),
    )
    section.finish()
    return read


def _scenarios(document: Document) -> tuple[Scenario, ...]:
    parent = document.section("scenarios")
    if not parent.values:
        raise Refused(f"{document.path}: [scenarios] is empty; add at least one")
    return tuple(_scenario(document, name, parent.values) for name in parent.values)


def _scenario(document: Document, name: str, parent: Mapping[str, Any]) -> Scenario:
    section = Section(document.path, f"scenarios.{name}", parent)
    read = Scenario(
        name=name,
        title=section.text("title"),
        about=section.text("about"),
        days=_days(section, "days", MOST_DAYS),
        overall=_path(section, "all"),
        industry=_paths(document, name, section, "industry"),
        region=_paths(document, name, section, "region"),
        refunds=section.number("refunds", 0, HIGHEST_FACTOR),
        late_share=section.number("late_share", 0, 1),
        late_days=section.whole("late_days", 0),
        lgd_added=section.number("lgd_added", 0, 1),
        suppliers=_suppliers(document, name, section),
        happened_on=section.day("happened_on") if "happened_on" in section.values else None,
    )
    section.finish()
    return read


def _days(section: Section, key: str, most: int) -> int:
    days = section.whole(key, 1)
    if days > most:
        raise section.refused(key, f"must be at most {most}, not {days}")
    return days


def _paths(document: Document, name: str, parent: Section, key: str) -> dict[str, Path]:
    if parent.optional(key) is None:
        return {}
    section = Section(document.path, f"scenarios.{name}.{key}", parent.values)
    read = {place: _path(section, place) for place in section.values}
    section.finish()
    return read


def _path(section: Section, key: str) -> Path:
    """A path of factors, empty where the key is not there."""
    value = section.optional(key)
    if value is None:
        return ()
    if not isinstance(value, list) or not value or not all(map(_is_point, value)):
        raise section.refused(
            key, f"must list [day, factor] with factors from 0 to {HIGHEST_FACTOR:g}, not {value!r}"
        )
    if any(after[0] <= before[0] for before, after in pairwise(value)):
        raise section.refused(key, "must list its days in rising order")
    return tuple((int(day), float(factor)) for day, factor in value)


def _is_point(value: object) -> bool:
    match value:
        case [int() as day, int() | float() as factor] if type(factor) is not bool:
            return type(day) is int and day >= 0 and 0 <= factor <= HIGHEST_FACTOR
    return False


def _suppliers(document: Document, name: str, parent: Section) -> SupplierStop | None:
    if parent.optional("suppliers") is None:
        return None
    section = Section(document.path, f"scenarios.{name}.suppliers", parent.values)
    read = SupplierStop(
        country_attribute=section.text("country_attribute"),
        country=section.text("country"),
        largest_share=section.number("largest_share", 0, 1),
        stock_days=_days(section, "stock_days", MOST_DAYS),
    )
    section.finish()
    return read

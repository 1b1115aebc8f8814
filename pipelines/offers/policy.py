"""Reading and checking `policy.toml`."""

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipelines.errors import Refused
from pipelines.offers.terms import (
    AlternativeCosts,
    DefaultDefinition,
    Economics,
    Eligibility,
    Grade,
    LimitRules,
    Policy,
    Tier,
)
from pipelines.toml_section import Section

SECTIONS = {
    "policy",
    "default",
    "eligibility",
    "limit",
    "grey_band",
    "grades",
    "tiers",
    "economics",
    "alternatives",
}


def load_policy(path: Path) -> Policy:
    """Read the policy at `path`.

    Raises Refused, naming the file and the key, when the file cannot be read, a key is missing,
    unknown or out of range, or the cut-offs contradict one another.
    """
    content, document = _read(path)
    for name in sorted(document.keys() - SECTIONS):
        raise Refused(f"{path}: [{name}] is not a section of the policy; remove or rename it")
    policy = _policy(path, document, hashlib.sha256(content).hexdigest()[:8])
    _check_cut_offs(path, policy)
    return policy


def _read(path: Path) -> tuple[bytes, dict[str, Any]]:
    try:
        content = path.read_bytes()
        return content, tomllib.loads(content.decode("utf-8"))
    except OSError as error:
        raise Refused(
            f"no policy at {path} ({error.strerror}): restore the file or set PAYLATER_POLICY"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(f"{path} is not readable as TOML ({error}): correct it") from error


def _policy(path: Path, document: Mapping[str, Any], digest: str) -> Policy:
    head = Section(path, "policy", document)
    grey = Section(path, "grey_band", document)
    number = head.whole("version", 1)
    policy = Policy(
        version=f"{number}-{digest}",
        number=number,
        effective_on=head.day("effective_on"),
        author=head.text("author"),
        reason=head.text("reason"),
        default=_default(Section(path, "default", document)),
        eligibility=_eligibility(Section(path, "eligibility", document)),
        limit=_limit(Section(path, "limit", document)),
        grey_band_pd=grey.number("pd_up_to", 0, 1),
        grades=_grades(Section(path, "grades", document)),
        tiers=_tiers(path, Section(path, "tiers", document)),
        economics=_economics(Section(path, "economics", document)),
        alternatives=_alternatives(Section(path, "alternatives", document)),
    )
    head.finish()
    grey.finish()
    return policy


def _default(section: Section) -> DefaultDefinition:
    read = DefaultDefinition(
        days_past_due=section.whole("days_past_due", 1),
        within_months=section.whole("within_months", 1),
    )
    section.finish()
    return read


def _eligibility(section: Section) -> Eligibility:
    read = Eligibility(
        minimum_tenure_days=section.whole("minimum_tenure_days", 0),
        minimum_sales_365d_cents=section.cents("minimum_sales_365d"),
        minimum_sales_90d_cents=section.cents("minimum_sales_90d"),
        maximum_days_since_last_sale=section.whole("maximum_days_since_last_sale", 0),
    )
    section.finish()
    return read


def _limit(section: Section) -> LimitRules:
    read = LimitRules(
        share_of_annual_sales=section.number("share_of_annual_sales", 0, 10),
        worst_month_multiple=section.number("worst_month_multiple", 0, 100),
        cap_cents=section.cents("cap", 0.01),
        minimum_cents=section.cents("minimum", 0.01),
        step_cents=section.cents("step", 0.01),
    )
    section.finish()
    if read.minimum_cents > read.cap_cents:
        raise section.refused("minimum", "is above the cap; lower it or raise the cap")
    return read


def _grades(section: Section) -> tuple[Grade, ...]:
    return tuple(Grade(name, section.number(name, 0, 1)) for name in section.values)


def _tiers(path: Path, parent: Section) -> tuple[Tier, ...]:
    tiers = []
    for name in parent.values:
        section = Section(path, f"tiers.{name}", parent.values)
        tiers.append(Tier(name, section.number("pd_up_to", 0, 1), section.rates("monthly_rates")))
        section.finish()
    return tuple(tiers)


def _economics(section: Section) -> Economics:
    read = Economics(
        lgd=section.number("lgd", 0, 1),
        ead_share=section.number("ead_share", 0, 1),
        funding_rate=section.number("funding_rate", 0, 1),
        servicing_share=section.number("servicing_share", 0, 1),
    )
    section.finish()
    return read


def _alternatives(section: Section) -> AlternativeCosts:
    read = AlternativeCosts(
        card_rate=section.number("card_rate", 0, 1),
        e_check_fee_cents=section.cents("e_check_fee"),
        wire_fee_low_cents=section.cents("wire_fee_low"),
        wire_fee_high_cents=section.cents("wire_fee_high"),
    )
    section.finish()
    if read.wire_fee_low_cents > read.wire_fee_high_cents:
        raise section.refused("wire_fee_low", "is above wire_fee_high; exchange the two")
    return read


def _check_cut_offs(path: Path, policy: Policy) -> None:
    """PDs must rise from tier to tier and grade to grade, and the grey band lie above the tiers."""
    _check_rising(path, "tiers", policy.tiers)
    _check_rising(path, "grades", policy.grades)
    if policy.grades[-1].pd_up_to != 1:
        raise Refused(
            f"{path}: {policy.grades[-1].name} in [grades] must be 1, so that every PD has a grade"
        )
    if policy.grey_band_pd < policy.cut_off:
        raise Refused(
            f"{path}: pd_up_to in [grey_band] is {policy.grey_band_pd:g}, below the "
            f"{policy.cut_off:g} of [tiers.{policy.tiers[-1].name}]; raise it or lower the tier's"
        )


def _check_rising(path: Path, name: str, bands: Sequence[Tier | Grade]) -> None:
    if not bands:
        raise Refused(f"{path}: [{name}] is empty; add at least one")
    for lower, upper in pairwise(bands):
        if upper.pd_up_to <= lower.pd_up_to:
            raise Refused(
                f"{path}: {upper.name} in [{name}] ends at PD {upper.pd_up_to:g}, not above "
                f"{lower.name} ({lower.pd_up_to:g}); list them by rising PD"
            )

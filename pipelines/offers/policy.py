"""Reading and checking `policy.toml`."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from pipelines.errors import Refused
from pipelines.offers.terms import (
    AlternativeCosts,
    CheckoutRules,
    DefaultDefinition,
    Economics,
    Eligibility,
    Grade,
    LimitRules,
    Policy,
    PortfolioLimits,
    TakeUp,
    Tier,
)
from pipelines.toml_section import Document, Section, read_document

SECTIONS = {
    "policy",
    "default",
    "eligibility",
    "limit",
    "portfolio",
    "checkout",
    "grey_band",
    "grades",
    "tiers",
    "economics",
    "take_up",
    "alternatives",
}


def load_policy(path: Path) -> Policy:
    """Read the policy at `path`.

    Raises Refused, naming the file and the key, when the file cannot be read, a key is missing,
    unknown or out of range, or the cut-offs contradict one another.
    """
    policy = _policy(read_document(path, SECTIONS, what="policy", variable="PAYLATER_POLICY"))
    _check_cut_offs(path, policy)
    return policy


def _policy(document: Document) -> Policy:
    head, grey = document.section("policy"), document.section("grey_band")
    number = head.whole("version", 1)
    policy = Policy(
        version=f"{number}-{document.digest}",
        number=number,
        effective_on=head.day("effective_on"),
        author=head.text("author"),
        reason=head.text("reason"),
        default=_default(document.section("default")),
        eligibility=_eligibility(document.section("eligibility")),
        limit=_limit(document.section("limit")),
        portfolio=_portfolio(document.section("portfolio")),
        checkout=_checkout(document.section("checkout")),
        grey_band_pd=grey.number("pd_up_to", 0, 1),
        grades=_grades(document.section("grades")),
        tiers=_tiers(document.path, document.section("tiers")),
        economics=_economics(document.section("economics")),
        take_up=_take_up(document.section("take_up")),
        alternatives=_alternatives(document.section("alternatives")),
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
        default_timing=section.shares("default_timing"),
        funding_rate=section.number("funding_rate", 0, 1),
        servicing_share=section.number("servicing_share", 0, 1),
    )
    section.finish()
    if abs(sum(read.default_timing) - 1) > 1e-9:
        raise section.refused("default_timing", "must sum to 1: every default misses some first")
    return read


def _take_up(section: Section) -> TakeUp:
    read = TakeUp(aprs=section.rates("apr"), shares=section.shares("share"))
    section.finish()
    if len(read.aprs) != len(read.shares):
        raise section.refused("share", "must have as many numbers as apr")
    if any(after <= before for before, after in pairwise(read.aprs)):
        raise section.refused("apr", "must rise from one number to the next")
    if any(after > before for before, after in pairwise(read.shares)):
        raise section.refused("share", "must not rise: a dearer offer is not taken up more often")
    return read


def _portfolio(section: Section) -> PortfolioLimits:
    read = PortfolioLimits(
        open_principal_cents=section.cents("open_principal"),
        industry_share=section.number("industry_share", 0, 1),
    )
    section.finish()
    return read


def _checkout(section: Section) -> CheckoutRules:
    read = CheckoutRules(
        offer_valid_hours=section.whole("offer_valid_hours", 1),
        refund_window_hours=section.whole("refund_window_hours", 0),
        maximum_history_age_days=section.whole("maximum_history_age_days", 1),
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

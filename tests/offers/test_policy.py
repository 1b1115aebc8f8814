"""Reading the policy: its figures, its version, and every way a file can be wrong."""

import hashlib
from datetime import date

import numpy as np
import pytest

from pipelines.errors import Refused
from pipelines.loans.schedule import build_schedule
from pipelines.offers import load_policy, policy_document, policy_from_text, policy_toml
from pipelines.offers.economics import margin
from pipelines.settings import PROJECT

FILE = PROJECT / "data" / "policy.toml"


def test_figures_are_in_cents(policy):
    assert policy.limit.cap_cents == 15_000_000
    assert policy.eligibility.minimum_sales_90d_cents == 1_260_000
    assert policy.alternatives.e_check_fee_cents == 1_500
    assert [tier.name for tier in policy.tiers] == ["low", "mid", "high"]
    assert policy.tiers[1].monthly_rates == (0.02, 0.02, 0.005, 0.005, 0.005, 0.005)


def test_version_is_the_number_and_the_files_digest(policy):
    assert policy.version == f"2-{hashlib.sha256(FILE.read_bytes()).hexdigest()[:8]}"
    assert policy.effective_on == date(2026, 12, 1)


def test_bounds_belong_to_the_better_side(policy):
    for lower, upper in zip(policy.tiers, policy.tiers[1:], strict=False):
        assert policy.tier_for(lower.pd_up_to) == lower
        assert policy.tier_for(lower.pd_up_to + 1e-9) == upper
    assert policy.tier_for(policy.cut_off + 1e-9) is None
    assert list(policy.grades_for(np.array([0, 0.027, 0.0271, 0.14, 1]))) == [
        "A",
        "A",
        "B",
        "D",
        "E",
    ]


def test_every_tier_pays_for_itself_up_to_its_cut_off(policy):
    for tier in policy.tiers:
        schedule = build_schedule(3_000_000, tier.monthly_rates, date(2026, 1, 1))
        at_most = margin(schedule, policy.economics).break_even_pd
        assert tier.pd_up_to <= at_most < tier.pd_up_to + 0.001


def test_take_up_runs_straight_between_its_points(policy):
    assert [policy.take_up.share(apr) for apr in (0.0, 0.1, 0.125, 0.3, 0.35, 2.0)] == [
        0.9, 0.9, pytest.approx(0.85), 0.48, pytest.approx(0.415), 0.35,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("version = 2", "version = one", "not readable as TOML"),
        ("version = 2", "version = 0", r"version in \[policy\]"),
        ("version = 2", "version = true", r"version in \[policy\]"),
        ("cap = 150_000", "", r"cap in \[limit\] is missing"),
        ("cap = 150_000", "cap = 100", r"minimum in \[limit\] is above the cap"),
        ("cap = 150_000", "cap = nan", r"cap in \[limit\] must be a number"),
        ("cap = 150_000", "cap = 150000.001", r"cap in \[limit\] must have at most two"),
        ("cap = 150_000", "cap = 150_000\ncapp = 1", r"capp in \[limit\] is not a key"),
        ("step = 100", "step = 0", r"step in \[limit\]"),
        ("lgd = 0.88", "lgd = 1.5", r"lgd in \[economics\] must be a number from 0 to 1"),
        ("lgd = 0.88", 'lgd = "high"', r"lgd in \[economics\]"),
        ("[alternatives]", "[others]", r"\[others\] is not a section"),
        ("[default]", "", r"section \[default\] is missing"),
        (
            "pd_up_to = 0.007",
            "pd_up_to = 0.06",
            r"mid in \[tiers\] ends at PD 0.048, not above low",
        ),
        ("pd_up_to = 0.125", "pd_up_to = 0.05", r"pd_up_to in \[grey_band\] is 0.05, below"),
        ("B = 0.048", "B = 0.01", r"B in \[grades\]"),
        ("E = 1.0", "E = 0.9", "so that every PD has a grade"),
        (
            "[0.0125, 0.0125, 0.0025, 0.0025, 0.0025, 0.0025]",
            "[]",
            r"monthly_rates in \[tiers.low\]",
        ),
        (
            "[0.0125, 0.0125, 0.0025, 0.0025, 0.0025, 0.0025]",
            "[2]",
            r"monthly_rates in \[tiers.low\]",
        ),
        ("0.14, 0.08]", "0.14]", r"default_timing in \[economics\] must sum to 1"),
        ("0.48, 0.35]", "0.48]", r"share in \[take_up\] must have as many numbers as apr"),
        ("0.48, 0.35]", "0.48, 0.5]", r"share in \[take_up\] must not rise"),
        ("[0.10, 0.15", "[0.10, 0.10", r"apr in \[take_up\] must rise"),
        ("industry_share = 0.25", "industry_share = 25", r"industry_share in \[portfolio\]"),
        ("wire_fee_low = 20", "wire_fee_low = 90", "above wire_fee_high"),
        ("effective_on = 2026-12-01", 'effective_on = "soon"', "must be a date"),
        ('author = "Credit policy"', 'author = " "', "text that is not blank"),
    ],
)
def test_a_wrong_file_names_the_key(tmp_path, old, new, words):
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    broken = tmp_path / "policy.toml"
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Refused, match=words) as refusal:
        load_policy(broken)
    assert str(broken) in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_no_file(tmp_path):
    with pytest.raises(Refused, match="no policy at"):
        load_policy(tmp_path / "none.toml")


def test_not_text(tmp_path):
    broken = tmp_path / "policy.toml"
    broken.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Refused, match="not readable as TOML"):
        load_policy(broken)


def test_names_of_any_letters_are_written_as_they_are_read():
    text = (PROJECT / "data" / "policy.toml").read_text(encoding="utf-8")
    named = policy_from_text(text.replace("[tiers.low]", '[tiers."A+ \\"low\\""]'))
    assert named.tiers[0].name == 'A+ "low"'
    assert policy_from_text(policy_toml(policy_document(named))).tiers == named.tiers


def test_a_text_that_is_no_toml_is_refused_without_a_path():
    with pytest.raises(Refused, match=r"^the policy is not readable as TOML"):
        policy_from_text("nonsense")


def test_a_share_may_be_all_and_a_rate_may_not():
    text = (PROJECT / "data" / "policy.toml").read_text(encoding="utf-8")
    document = policy_document(policy_from_text(text))
    document["economics"]["default_timing"] = [1.0]
    document["take_up"] = {"apr": [0.0], "share": [1.0]}
    assert policy_from_text(policy_toml(document)).take_up.shares == (1.0,)
    document["tiers"]["low"]["monthly_rates"] = [1.0]
    with pytest.raises(Refused, match=r"monthly_rates in \[tiers.low\] must list numbers below 1"):
        policy_from_text(policy_toml(document))

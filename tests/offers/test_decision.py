"""The decision path: each outcome, and what holds for every applicant."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.offers import Applicant, applicant_from, decide
from pipelines.reasons import Reason

FUNDED = date(2026, 1, 15)
OUTCOMES = ("approve", "counter-offer", "refer", "decline")


@pytest.fixture
def run(policy, statements):
    """Decides an applicant for an amount, or for none."""

    def run_(applicant, amount=None):
        return decide(applicant, policy, statements, amount_cents=amount, funded_on=FUNDED)

    return run_


def codes(decision):
    return [reason.code for reason in decision.reasons]


def test_plain_approval(run, applicant):
    found = run(applicant(), 3_000_000)
    assert (found.decision, found.tier, found.amount_cents) == ("approve", "mid", 3_000_000)
    assert found.limit_cents == 6_000_000
    assert found.reasons == ()
    assert found.expected_loss_cents == round(0.03 * 0.88 * 0.65 * 3_000_000)
    fees_lost = round(0.03 * 81_000 + 0.03 * 4_500)
    costs = 70_000 + 22_500 + fees_lost + found.expected_loss_cents
    assert found.expected_profit_cents == pytest.approx(180_000 - costs, abs=1)
    assert [step.name for step in found.steps] == [
        "eligibility", "history", "score", "limit", "price", "decision",
    ]  # fmt: skip


def test_pre_approval_offers_the_limit(run, applicant):
    found = run(applicant())
    assert (found.decision, found.amount_cents) == ("approve", found.limit_cents)
    assert found.requested_cents is None


@pytest.mark.parametrize(("pd", "tier"), [(0.005, "low"), (0.03, "mid"), (0.085, "high")])
def test_tier_by_pd(run, applicant, pd, tier):
    assert run(applicant(pd=pd), 3_000_000).tier == tier


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"tenure_days": 364}, ["P01"]),
        ({"sales_365d_cents": 4_999_999}, ["P02"]),
        ({"sales_90d_cents": 1_259_999}, ["P02"]),
        ({"days_since_last_sale": 31}, ["P03"]),
        (
            {"tenure_days": 10, "sales_365d_cents": 0, "sales_90d_cents": 0,
             "days_since_last_sale": 90},
            ["P01", "P02", "P03"],
        ),
        ({"sales_365d_cents": 0, "tenure_days": None}, ["P02"]),
    ],
)  # fmt: skip
def test_rules_decline_with_all_their_reasons(run, applicant, changes, expected):
    found = run(applicant(**changes), 3_000_000)
    assert found.decision == "decline"
    assert codes(found) == expected
    assert (found.limit_cents, found.quote) == (0, None)


def test_rule_bounds_are_inclusive(run, applicant):
    edge = applicant(
        tenure_days=365,
        sales_365d_cents=5_000_000,
        sales_90d_cents=1_260_000,
        days_since_last_sale=30,
    )
    assert run(edge, 500_000).decision == "approve"


def test_order_above_the_limit_gets_a_counter_offer(run, applicant):
    found = run(applicant(), 9_000_000)
    assert (found.decision, codes(found)) == ("counter-offer", ["P04"])
    assert found.amount_cents == found.limit_cents == 6_000_000


def test_open_exposure_takes_from_the_limit(run, applicant):
    found = run(applicant(open_exposure_cents=4_000_050), 3_000_000)
    assert (found.decision, codes(found), found.amount_cents) == (
        "counter-offer",
        ["P06"],
        1_990_000,
    )
    both = run(applicant(open_exposure_cents=4_000_000), 9_000_000)
    assert codes(both) == ["P04", "P06"]
    full = run(applicant(open_exposure_cents=6_000_000), 3_000_000)
    assert (full.decision, codes(full)) == ("decline", ["P06"])


def test_a_month_without_sales_supports_nothing(run, applicant):
    found = run(applicant(worst_month_cents=0))
    assert (found.decision, codes(found)) == ("decline", ["P04"])


def test_order_below_the_smallest(run, applicant):
    assert codes(run(applicant(), 49_999)) == ["P05"]


def test_grey_band_goes_to_a_person(run, applicant):
    found = run(applicant(pd=0.11), 3_000_000)
    assert (found.decision, codes(found)) == ("refer", ["P07", "R02"])
    assert found.quote is None
    assert found.limit_cents == 6_000_000


def test_beyond_the_grey_band_declines_with_the_drivers(run, applicant):
    found = run(applicant(pd=0.3), 3_000_000)
    assert (found.decision, codes(found)) == ("decline", ["R02"])


def test_a_dearer_price_names_what_it_rests_on(run, applicant, policy):
    assert [tier.name for tier in policy.tiers] == ["low", "mid", "high"]
    cheapest, dearer = run(applicant(pd=0.001), 3_000_000), run(applicant(pd=0.08), 3_000_000)
    assert (cheapest.tier, cheapest.dearer_for) == ("low", ())
    assert (dearer.decision, dearer.reasons, dearer.dearer_for) == ("approve", (), ("R02",))
    assert dearer.tier != "low"
    price = next(step for step in dearer.to_json()["steps"] if step["name"] == "price")
    assert price["evidence"]["dearer_for"] == ["R02"]
    assert run(applicant(pd=0.3), 3_000_000).dearer_for == ()


def test_a_decline_nothing_explains_goes_to_a_person(run, applicant):
    found = run(applicant(pd=0.3, score_reasons=()), 3_000_000)
    assert (found.decision, codes(found)) == ("refer", ["P07"])


@pytest.mark.parametrize("missing", ["tenure_days", "worst_month_cents", "days_since_last_sale"])
def test_missing_history_is_never_approved(run, applicant, missing):
    found = run(applicant(**{missing: None}), 3_000_000)
    assert (found.decision, codes(found)) == ("refer", ["P08", "R02"])
    assert found.reasons[0].features == (missing,)


def test_no_score_goes_to_a_person(run, applicant):
    assert codes(run(applicant(pd=None, score_reasons=()), 3_000_000)) == ["P07"]


def test_nan_is_missing():
    row = dict.fromkeys(
        ("tenure_days", "sales_365d_cents", "sales_90d_cents", "worst_month_cents"), 1.0
    )
    row["days_since_last_sale"] = float("nan")
    found = applicant_from("a", row, pd=float("nan"), score_reasons=())
    assert found.missing == ("days_since_last_sale",)
    assert found.pd is None
    with pytest.raises(KeyError):
        applicant_from("a", {}, pd=0.1, score_reasons=())


def test_json_shape(run, applicant):
    offer = json.loads(json.dumps(run(applicant(), 9_000_000).to_json(), allow_nan=False))
    shape = {
        "decision", "limit", "tier", "monthly_rates", "schedule", "finance_charge", "total",
        "apr", "reasons",
    }  # fmt: skip
    assert shape <= offer.keys()
    assert offer["limit"] == offer["amount"] == 60_000.0
    assert offer["requested"] == 90_000.0
    assert offer["reasons"][0].keys() == {"code", "statement", "features"}
    declined = json.loads(json.dumps(run(applicant(pd=0.3)).to_json(), allow_nan=False))
    assert declined.keys() == offer.keys()
    assert (declined["schedule"], declined["apr"]) == ([], None)


money = st.one_of(st.none(), st.floats(-1e9, 1e11))
drivers = st.lists(
    st.builds(Reason, st.sampled_from(["R01", "R02"]), st.just("words"), st.just(())), max_size=6
).map(tuple)
applicants = st.builds(
    Applicant,
    application_id=st.just("a"),
    pd=st.one_of(st.none(), st.floats(0, 1)),
    score_reasons=drivers,
    tenure_days=st.one_of(st.none(), st.integers(300, 5000)),
    sales_365d_cents=money,
    sales_90d_cents=money,
    worst_month_cents=money,
    days_since_last_sale=st.one_of(st.none(), st.integers(0, 40)),
    open_exposure_cents=st.integers(0, 20_000_000),
)
asked = st.one_of(st.none(), st.integers(1, 20_000_000))


@given(who=applicants, amount=asked)
def test_what_holds_for_every_decision(policy, statements, who, amount):
    found = decide(who, policy, statements, amount_cents=amount, funded_on=FUNDED)
    assert found.decision in OUTCOMES
    assert 0 <= found.limit_cents <= policy.limit.cap_cents
    assert found.amount_cents <= found.limit_cents
    if found.decision == "approve":
        assert found.reasons == ()
        assert found.amount_cents == (found.limit_cents if amount is None else amount)
        assert who.pd <= policy.cut_off
        assert not who.missing
        assert found.expected_profit_cents >= -1
    else:
        assert 1 <= len(found.reasons) <= 4
        assert all(reason.statement for reason in found.reasons)
    assert (found.quote is not None) == (found.decision in ("approve", "counter-offer"))
    assert found.steps[-1].outcome == found.decision
    json.dumps(found.to_json(), allow_nan=False)

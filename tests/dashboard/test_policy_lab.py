"""Policy lab: drafts are checked, run by the decision function, and compared."""

import tomllib

import pytest

from dashboard.charts.policy import frontier as frontier_chart
from dashboard.findings.policy import against_today, swapped
from dashboard.queries import drafts, simulation
from dashboard.queries.store import policy, read, version
from pipelines.errors import Refused
from pipelines.offers import policy_document as document
from pipelines.offers import policy_from_text as checked
from pipelines.offers import policy_toml as toml
from pipelines.simulation.swaps import SwapGroup, Totals


def drawn(at) -> bool:
    """Whether the page ran to its end, without an error and without the failed state."""
    failed = any("could not be drawn" in item.value for item in at.subheader)
    return not at.exception and not failed


@pytest.fixture
def on_demo(demo_store, monkeypatch):
    """The demo as the pages' store; returns its version id."""
    monkeypatch.setenv("PAYLATER_STORE", str(demo_store))
    return version().version_id


def as_typed(**changes: float) -> dict[str, float]:
    """The levers at today's values but for `changes`."""
    sections = document(policy())
    held = {lever.key: drafts.typed(lever, sections) for lever in drafts.levers(policy())}
    return held | {key.replace("_", "-"): amount for key, amount in changes.items()}


def test_document_survives_its_own_text():
    today = policy()
    assert tomllib.loads(toml(document(today))) == document(today)
    again = checked(toml(document(today)))
    assert (again.tiers, again.limit, again.eligibility) == (
        today.tiers,
        today.limit,
        today.eligibility,
    )


def test_unchanged_draft_is_the_policy():
    assert drafts.drafted(policy(), as_typed())[0] == policy()
    assert drafts.differences(policy(), as_typed(), "USD") == []


def test_changed_draft_says_what_changed():
    values = as_typed(tier_high=12.0, grey=16.0, cap=200_000)
    draft, _ = drafts.drafted(policy(), values)
    assert (draft.cut_off, draft.grey_band_pd, draft.limit.cap_cents) == (0.12, 0.16, 200_000_00)
    assert draft.number == policy().number + 1
    assert drafts.differences(policy(), values, "USD")[-1] == "Limit: cap: $150,000 → $200,000"


@pytest.mark.parametrize(
    "changes", [{"tier_mid": 20.0}, {"grey": 1.0}, {"cap": 100.0}, {"tier_high": 101.0}]
)
def test_contradictory_draft_is_refused(changes):
    with pytest.raises(Refused) as refusal:
        drafts.drafted(policy(), as_typed(**changes))
    assert "/draft" not in str(refusal.value)


def test_today_equals_the_stored_offers(on_demo):
    run = simulation.totals(simulation.simulate(on_demo, policy()))
    stored = read("applicants_queue", on_demo)
    lent = stored["decision"].isin(simulation.LENDS)
    assert (run.applications, run.approved) == (len(stored), int(lent.sum()))
    assert run.volume_cents == int(stored["amount_cents"].sum())
    assert run.loss_cents == int(stored["expected_loss_cents"].sum())


@pytest.mark.parametrize("cut_off", [4.0, 9.4, 12.0])
def test_frontier_passes_through_any_cut_off(on_demo, cut_off):
    values = as_typed(tier_low=0.5, tier_mid=3.0, tier_high=cut_off, grey=50.0)
    draft, _ = drafts.drafted(policy(), values)
    run = simulation.totals(simulation.simulate(on_demo, draft))
    curve = simulation.frontier(on_demo, draft)
    point = curve[curve["cut_off"] <= draft.cut_off].iloc[-1]
    assert (point["approved"], point["profit_cents"]) == (run.approved, run.profit_cents)


def test_swap_set_adds_up(on_demo):
    today = simulation.simulate(on_demo, policy())
    draft = simulation.simulate(on_demo, drafts.drafted(policy(), as_typed(tier_high=7.0))[0])
    won, lost, kept = simulation.swap_set(today, draft)
    assert won.applications == 0 < lost.applications
    assert lost.applications + kept.applications == simulation.totals(today).approved
    assert lost.mean_pd > kept.mean_pd


def test_interval_holds_the_change(on_demo):
    today = simulation.simulate(on_demo, policy())
    draft = simulation.simulate(on_demo, drafts.drafted(policy(), as_typed(tier_high=7.0))[0])
    low, high = simulation.change_intervals(today, draft)["amount_cents"]
    change = simulation.totals(draft).volume_cents - simulation.totals(today).volume_cents
    assert low < change < high < 0


def test_findings_speak_of_both_sides(on_demo):
    curve = simulation.frontier(on_demo, policy())
    one, other = Totals(10, 5, 1, 100_00, 5_00, 9_00), Totals(10, 4, 1, 80_00, 3_00, 10_00)
    assert against_today(one, other, curve, "USD") == (
        "The draft lends $20.00 less to 1 fewer applications; expected loss falls by $2.00 and "
        "expected profit rises by $1.00."
    ).replace(".00", "")
    nobody = SwapGroup("x", 0, 0, None, 0, 0, None)
    assert swapped([nobody, nobody, nobody]).startswith("Nobody changes sides")


def test_chart_marks_the_named_policies(on_demo):
    curve = simulation.thinned(simulation.frontier(on_demo, policy()))
    fig = frontier_chart(curve, None, {"Today": (1_00, 2_00)}, "USD")
    assert [trace.name for trace in fig.data] == ["Any cut-off", "Today"]


def test_page_simulates_the_draft_in_the_address(open_page, demo_store):
    at = open_page("policy", demo_store, **{"tier-high": "12", "grey": "16"})
    assert drawn(at)
    assert any("9.40\u00a0% → 12.00\u00a0%" in item.value for item in at.markdown)
    assert at.metric[0].delta.startswith("+")


def test_page_refuses_a_contradiction(open_page, demo_store):
    at = open_page("policy", demo_store)
    at.number_input(key="grey").set_value(2.0)
    at.button[0].click().run()
    assert drawn(at)
    assert "grey_band" in at.error[0].value.replace("\\", "")

"""Policy lab: drafts are checked, replayed on the whole book, compared, saved and proposed."""

import shutil
import tomllib

import duckdb
import numpy as np
import pytest

from dashboard.charts.policy import default_rates
from dashboard.charts.policy import frontier as frontier_chart
from dashboard.charts.policy_changes import prices, profit_changes
from dashboard.charts.policy_sweep import cut_offs
from dashboard.findings import policy as findings
from dashboard.queries import drafts
from dashboard.queries.simulation import Trial
from dashboard.queries.store import policy, read, version
from pipelines.errors import Refused
from pipelines.offers import policy_document, policy_from_text, policy_toml
from pipelines.settings import Settings
from pipelines.simulation.segments import Segment
from pipelines.simulation.swaps import SwapGroup
from pipelines.simulation.take_up import PriceLevels
from pipelines.simulation.totals import Totals
from pipelines.stats.intervals import Interval
from pipelines.store import Workbench
from pipelines.store.scenarios import Scenarios

TABS = {
    "Frontier": "Efficient: no other",
    "Against today": "and would have lost",
    "Swap set": "the draft loses",
    "By segment": "the largest change",
    "Prices": "at these prices",
    "Scenarios": "Save the draft as a scenario",
    "As a file": "",
}
NOBODY = SwapGroup("won", 0, 0, 0, None, 0, 0, None)


def drawn(at) -> bool:
    """Whether the page ran to its end, without an error and without the failed state."""
    failed = any("could not be drawn" in item.value for item in at.subheader)
    return not at.exception and not failed


def words(at) -> str:
    """All that the page says."""
    kinds = (at.markdown, at.caption, at.error, at.success, at.info, at.subheader)
    return "\n".join(item.value.replace("\\", "") for kind in kinds for item in kind)


@pytest.fixture
def on_demo(demo_store, monkeypatch):
    """The demo as the pages' store; returns its version id."""
    monkeypatch.setenv("PAYLATER_STORE", str(demo_store))
    return version().version_id


@pytest.fixture
def own_store(demo_store, tmp_path):
    """A copy of the demo that may be written to."""
    for name in ("history.duckdb", "workbench.sqlite"):
        shutil.copy(demo_store / name, tmp_path / name)
    return tmp_path


def as_typed(**changes: float) -> dict[str, float]:
    """The levers at today's values but for `changes`."""
    sections = policy_document(policy())
    held = {lever.key: drafts.typed(lever, sections) for lever in drafts.levers(policy())}
    return held | {key.replace("_", "-"): amount for key, amount in changes.items()}


def draft_of(**changes: float):
    return drafts.checked(drafts.drafted(policy(), as_typed(**changes)), policy())[0]


def differences(**changes: float) -> list[str]:
    return drafts.differences(policy(), drafts.drafted(policy(), as_typed(**changes)), "USD")


def test_document_survives_its_own_text():
    today = policy()
    text = policy_toml(policy_document(today))
    assert tomllib.loads(text)["tiers"] == policy_document(today)["tiers"]
    again = policy_from_text(text)
    assert (again.tiers, again.limit, again.take_up) == (today.tiers, today.limit, today.take_up)


def test_unchanged_draft_is_the_policy():
    assert draft_of() == policy()
    assert differences() == []


def test_changed_draft_says_what_changed():
    changes = {"tier_high": 12.0, "grey": 16.0, "cap": 200_000}
    draft = draft_of(**changes)
    assert (draft.cut_off, draft.grey_band_pd, draft.limit.cap_cents) == (0.12, 0.16, 200_000_00)
    assert draft.number == policy().number + 1
    said = differences(**changes)
    assert "Limit: cap: $150,000 → $200,000" in said
    assert "High tier, PD up to: 8.80\u00a0% → 12.00\u00a0%" in said
    assert len(said) == 3


def test_prices_are_drafted_as_a_multiple():
    draft = draft_of(price_low=2.0)
    assert draft.tiers[0].monthly_rates == (0.025, 0.025, 0.005, 0.005, 0.005, 0.005)
    said = "Low tier, monthly rates: 1.25, 1.25, 0.25, 0.25, 0.25, 0.25\u00a0% → 2.5, 2.5, 0.5, "
    assert differences(price_low=2.0)[0].startswith(said)


@pytest.mark.parametrize(
    "changes", [{"tier_mid": 20.0}, {"grey": 1.0}, {"cap": 100.0}, {"tier_high": 101.0}]
)
def test_contradictory_draft_is_refused(changes):
    with pytest.raises(Refused) as refusal:
        draft_of(**changes)
    assert "/draft" not in str(refusal.value)


def test_today_equals_the_stored_offers(on_demo):
    run = Trial(on_demo, "USD", policy(), policy(), "offered").totals[0]
    stored = read("applicants_queue", on_demo)
    lent = stored["decision"].isin(["approve", "counter-offer"])
    assert (run.applications, run.approved) == (len(stored), int(lent.sum()))
    assert run.volume_cents == int(stored["amount_cents"].sum())
    assert run.loss_cents == int(stored["expected_loss_cents"].sum())


def test_findings_speak_of_both_sides():
    one, other = Totals(10, 5, 1, 100_000_00, 5_00, 9_00), Totals(10, 4, 1, 80_000_00, 3_00, 10_00)
    said = findings.against_today(one, other, Interval(100, -50, 300), "USD", "offered")
    assert said == (
        "The draft lends $20,000 less and approves 1 fewer applications; expected loss falls by $2 "
        "and expected profit rises by $1, no more than who happened to apply may explain."
    )
    alone = findings.against_today(one, one, None, "USD", "accepted")
    assert alone.startswith("Today's policy is expected to lend $100,000, with 5 of 10")
    assert findings.swapped([NOBODY] * 3).startswith("Nobody changes sides")


def test_findings_of_prices_and_segments():
    multiples = np.array([0.9, 1.0, 1.1])
    levels = PriceLevels(
        multiples, multiples / 5, np.array([0.8, 0.7, 0.6]), multiples, multiples,
        np.array([5e6, 9e6, 12e6]),
    )  # fmt: skip
    assert findings.priced(levels, "USD") == (
        "70\u00a0% of the offered money is expected to be accepted at these prices; 1.1 times the "
        "prices, the last level tried, would earn $30,000 more, with 60\u00a0% accepted."
    )
    parts = [
        Segment("Toys", 9, 0.5, 0.4, 1, 1, -1, Interval(-90_000, -120_000, -20_000)),
        Segment("Beauty", 9, 0.5, 0.4, 1, 1, -1, Interval(10_000, -20_000, 40_000)),
    ]
    assert findings.by_segment(parts, "USD").startswith("Toys: expected profit falls by $900")
    assert "1 of 2 parts" in findings.by_segment(parts, "USD")
    assert len(profit_changes(parts, "USD").layout.yaxis.ticktext) == 2
    assert [len(trace.x) for trace in prices(levels, "USD").data] == [3, 3]


def test_charts_mark_the_named_policies(on_demo):
    trial = Trial(on_demo, "USD", policy(), draft_of(tier_high=7.0), "offered")
    today, draft = trial.totals
    marks = {"Today": (today.loss_cents, today.profit_cents), "Draft": (draft.loss_cents, 1.0)}
    fig = frontier_chart(trial.frontier(), marks, "loss", "USD")
    assert [trace.name for trace in fig.data][-3:] == ["Efficient", "Today", "Draft"]
    swept = trial.swept(trial.after)
    fig = cut_offs((swept.sweep, swept.low, swept.high), None, {"Today": (0.088, 1.0)}, "USD")
    assert [trace.name for trace in fig.data] == ["95 % interval", "Any cut-off", "Today"]
    known = SwapGroup("kept", 9, 9, 1, 0.05, 9, 1, Interval(0.1, 0.0, 0.3))
    assert "n = 9" in default_rates([NOBODY, known]).data[0].y[0]


def test_page_simulates_the_draft_in_the_address(open_page, demo_store):
    at = open_page("policy", demo_store, **{"tier-high": "12", "grey": "16"})
    assert drawn(at)
    assert "8.80\u00a0% → 12.00\u00a0%" in words(at)
    assert at.metric[0].delta.startswith("+")
    assert "of expected profit" in words(at) or "No cut-off earns" in words(at)


def test_every_tab_is_drawn(open_page, demo_store):
    at = open_page("policy", demo_store, **{"tier-high": "6", "count": "Expected to be accepted"})
    for tab, says in TABS.items():
        at.session_state["tab"] = tab
        at.run()
        assert drawn(at), tab
        assert says in words(at), tab


def test_page_refuses_a_contradiction(open_page, demo_store):
    at = open_page("policy", demo_store)
    at.number_input(key="grey").set_value(2.0)
    at.button[0].click().run()
    assert drawn(at)
    assert "grey_band" in at.error[0].value.replace("\\", "")


def test_a_draft_is_saved_opened_and_proposed(open_page, own_store):
    at = open_page("policy", own_store, **{"tier-high": "6"})
    at.session_state["tab"] = "Scenarios"
    at.run()
    at.text_input(key="scenario-author").set_value("Ada")
    press(at, "Save scenario")
    assert "say a name for the scenario" in words(at)
    at.text_input(key="scenario-name").set_value("Tighter")
    press(at, "Save scenario")
    assert "Saved as Tighter, version 1" in words(at)
    at.text_area(key="proposal-reason").set_value("Losses")
    at.text_input(key="proposal-author").set_value("Ada")
    press(at, "Propose")
    assert drawn(at)
    kept = Scenarios(Workbench(Settings(store=own_store)))
    assert kept.proposals()[0].reason == "Losses"
    found = kept.newest_first()[0]
    again = open_page("policy", own_store, scenario=found.scenario_id)
    assert "The draft starts from scenario **Tighter, version 1**" in words(again)
    assert "8.80\u00a0% → 6.00\u00a0%" in words(again)
    press(again, "Start again from today's policy")
    assert "The draft equals today's policy" in words(again)
    assert "scenario" not in again.query_params


def press(at, label: str) -> None:
    next(button for button in at.button if button.label == label).click().run()


def test_an_unknown_scenario_leaves_todays_policy(open_page, demo_store):
    at = open_page("policy", demo_store, scenario="gone")
    assert drawn(at)
    assert "no scenario 'gone' is saved" in words(at)
    assert "The draft equals today's policy" in words(at)


@pytest.mark.parametrize(
    ("change", "tabs"),
    [
        ("delete from outcomes", ("Against today", "Swap set")),
        ("update scores set pd = 0.05", ("Frontier",)),
        (
            "delete from scores where application_id not in (select application_id from "
            "applications where merchant_id = (select min(merchant_id) from applications))",
            ("By segment",),
        ),
        ("update scores set pd = 0.9", ("Frontier", "Prices")),
    ],
    ids=["no outcome", "one PD", "one merchant", "nobody to lend to"],
)
def test_thin_books_have_their_states(open_page, own_store, change, tabs):
    with duckdb.connect(str(own_store / "history.duckdb")) as con:
        con.execute(change)
    at = open_page("policy", own_store, **{"tier-high": "6"})
    assert drawn(at)
    for tab in tabs:
        at.session_state["tab"] = tab
        at.run()
        assert drawn(at), tab


def test_a_book_without_scores_says_what_to_do(open_page, imported_store):
    at = open_page("policy", imported_store)
    assert drawn(at)
    assert "No scored applications yet" in words(at)

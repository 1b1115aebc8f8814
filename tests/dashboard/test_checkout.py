"""Checkout: the buyer's answer for a typed amount, on the application's day and in words."""

from datetime import date

import pytest

from dashboard.charts.ways_to_pay import cash_by_month
from dashboard.findings.checkout import beside_a_wire, evidence, headline, what_would_help, worth_it
from dashboard.panels.checkout import THEN
from dashboard.queries import applicants, merchant
from dashboard.queries.desk import decided, desk
from dashboard.queries.store import version
from pipelines.offers import Step, build_quote, compare_ways, load_policy
from pipelines.settings import PROJECT


def drawn(at) -> bool:
    """Whether the page ran to its end, without an error and without the failed state."""
    failed = any("could not be drawn" in item.value for item in at.subheader)
    return not at.exception and not failed


def first(decision: str) -> str:
    """The first application of the queue with that decision."""
    queue = applicants.queue(version().version_id)
    return str(queue.loc[queue["decision"] == decision, "application_id"].iloc[0])


def decide_again(application_id: str):
    """The stored decision, taken again for what was asked."""
    key = version().version_id
    return decided(
        key, application_id, merchant.requested(merchant.application(key, application_id))
    )


@pytest.mark.parametrize(
    ("decision", "starts"),
    [
        ("approve", "Pay Later: approved up to $"),
        ("counter-offer", "Pay Later: approved up to $"),
        ("refer", "Pay Later: we need a closer look"),
        ("decline", "Pay Later: not available"),
    ],
)
def test_headline_by_decision(own_store, decision, starts):
    found = decide_again(first(decision))
    assert found.decision.decision == decision
    assert headline(found.decision).startswith(starts)


def test_help_names_the_rule_and_the_figure_needed(own_store):
    key = version().version_id
    features = {feature.name: feature for feature in desk(key).table.features}
    queue = applicants.queue(key)
    short = queue[queue["tenure_days"] < 365]["application_id"].iloc[0]
    found = decide_again(short)
    helps = what_would_help(
        found.decision, merchant.peers(key, found.explanation.contributions), features
    )
    assert any(text.endswith("at least 365 days needed.") for text in helps)
    assert len({text.partition(":")[0] for text in helps}) == len(helps)


def test_every_step_has_words(own_store):
    key = version().version_id
    features = {feature.name: feature for feature in desk(key).table.features}
    for decision in ("approve", "refer", "decline"):
        for step in decide_again(first(decision)).decision.steps:
            assert all(": " in line for line in evidence(step, features, "USD"))


BOOK = {
    "open_cents": 900_000_00,
    "open_limit_cents": 2_000_000_00,
    "industry": "Toys",
    "industry_open_cents": 0,
    "industry_limit_cents": 500_000_00,
}


def test_the_limits_of_the_book_in_words():
    said = evidence(Step("portfolio", "within its limits", BOOK), {}, "USD")
    assert said == [
        "owed by all merchants: $900,000",
        "at most, with this order: $2.00m",
        "industry: Toys",
        "owed by the industry: $0",
        "at most by one industry: $500,000",
    ]
    without = Step("portfolio", "within its limits", BOOK | {"industry": None})
    assert evidence(without, {}, "USD") == said[:2]


def test_bad_amount_is_an_error_in_words(open_page, demo_store):
    at = open_page("checkout", demo_store, asked=THEN)
    for typed, message in (
        ("abc", "is not an amount"),
        ("0", "must be above 0"),
        ("-5", "must be above 0"),
        ("1e9", "above the cap"),
        ("100.001", "more than two decimals"),
        ("", "is not an amount"),
    ):
        at.text_input(key="amount").input(typed).run()
        assert drawn(at)
        assert message in at.error[0].value


def test_an_offer_is_shown_where_no_application_is_asked_for(open_page, own_store):
    at = open_page("checkout", own_store, asked=THEN)
    assert any(block.value.startswith("Pay Later: approved") for block in at.subheader)
    assert at.query_params["application"] == first("approve")


def compared(terms, cents=3_000_000):
    """An order at a tier or at rates of its own beside the other ways to pay."""
    policy = load_policy(PROJECT / "data" / "policy.toml")
    return compare_ways(build_quote(policy, cents, terms, date(2026, 1, 15)), policy)


def test_the_comparison_in_words():
    found = compared("low")
    assert beside_a_wire(found) == (
        "Pay Later costs $1,030 more than a wire transfer, and leaves $30,000 with you for "
        "3.5 months on average."
    )
    assert worth_it(found) == (
        "That is worth it where your cash earns over 12.5\u00a0% a year. Against the card it costs "
        "$165 more: worth it where your cash earns over 1.9\u00a0% a year."
    )


def test_cheaper_than_the_card_is_said_plainly():
    text = worth_it(compared([0.001] * 6))
    assert "Against the card it costs $705 less: worth it where your cash earns anything" in text


def test_the_chart_draws_one_row_a_way_and_areas_by_amount():
    fig = cash_by_month(compared("low"))
    assert [len(trace.x) for trace in fig.data] == [6, 1, 1, 1, 1]
    first, card = fig.data[0].marker.size[0], fig.data[4].marker.size[0]
    assert (first / card) ** 2 == pytest.approx(5375 / 30885)


def test_the_ways_to_pay_the_disclosure_and_any_amount_are_on_the_page(open_page, own_store):
    at = open_page("checkout", own_store, application=first("approve"), asked=THEN)
    assert any(text.value.startswith("**Pay Later costs") for text in at.markdown)
    tables = [table.value.to_string() for table in at.table]
    assert any("Electronic check" in table for table in tables)
    assert any("mid" in table and "high" in table for table in tables)
    assert not any("Finance Charge" in table for table in tables)
    at.session_state["disclosure"] = True
    at.run()
    assert drawn(at)
    assert any("Finance Charge" in table.value.to_string() for table in at.table)
    at.text_input(key="amount").input("1,200").run()
    assert "$1,200.00" in at.table[0].value.to_string().replace("\\", "")
    assert "accept" not in [button.key for button in at.button]

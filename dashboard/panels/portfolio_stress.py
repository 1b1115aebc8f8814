"""The Stress tab of the Portfolio page: what a shock does to sales, scores and loss, and back."""

import streamlit as st

from dashboard import columns, formats, jobs, page, states
from dashboard.charts.funding_gap import funding_gap
from dashboard.charts.reverse_stress import reverse_curve
from dashboard.charts.stress_chain import stress_chain
from dashboard.charts.stress_parts import stress_parts
from dashboard.charts.stress_scenarios import stress_scenarios
from dashboard.findings import stress as findings
from dashboard.glossary import term
from dashboard.queries import stress as queries
from dashboard.queries import version
from pipelines.errors import Refused
from pipelines.portfolio.stress import StressReport, StressResult

DIMENSIONS = {"industry": "By industry", "region": "By region", "grade": "By grade"}


def show_stress(version_id: str) -> None:
    """Every scenario carried through the open book; worked out once, in the background."""
    try:
        job = queries.started(version_id)
    except Refused as refusal:
        states.no_data(
            "stress",
            "A shock to sales is carried through the features and the champion's score to loss. "
            f"{refusal}.",
            "python -m pipelines train && python -m pipelines score",
        )
        return
    if job.running:
        st.caption(
            "Every scenario is tried on the sales, returns, bank movements and payments of the "
            "merchants with open loans; this takes a minute or so the first time."
        )
    jobs.show_progress(job.name, done=_show)
    if (
        not job.running
        and job.future.exception() is not None
        and st.button("Try the scenarios again", icon=":material/replay:")
    ):
        jobs.worker().forget(job.name)
        st.rerun()


def _show(report: StressReport) -> None:
    currency = version().book.currency
    result = _choose(report)
    sentence = findings.carried(result, currency)
    page.finding(sentence, findings.seen_only(report))
    _show_chain(result, sentence, currency)
    _show_scenarios(report, result, currency)
    _show_parts(result, currency)
    _show_moves(result)
    _show_reverse(report)
    _show_funding(report, result, currency)
    _show_loosening(report, currency)


def _choose(report: StressReport) -> StressResult:
    """The scenario picked, in the link."""
    titles = {result.scenario: result.title for result in report.results}
    name = st.selectbox(
        "Scenario", list(titles), format_func=titles.__getitem__, key="scenario",
        bind="query-params",
    )  # fmt: skip
    result = report.named(name)
    st.caption(formats.markdown(f"{result.about}. {result.note}".strip()))
    return result


def _show_chain(result: StressResult, sentence: str, currency: str) -> None:
    page.chart(
        "From sales to loss",
        stress_chain(queries.chain(result, currency)),
        queries.chain_table(result),
        alt=sentence,
        name="stress-chain",
    ).caption(
        formats.markdown(
            f"Change of each step against no shock; sales and returns before it are 100. "
            f"{formats.plural(result.loans, 'open loan')} of "
            f"{formats.plural(result.merchants, 'merchant')} as of {formats.day(result.as_of)}, as "
            f"if their last {result.days} days had gone that way: the features are built again, "
            f"the champion scores them, and each PD moves by the change of its log-odds "
            f"({result.score_shift:+.2f} on average; worse for "
            f"{formats.plural(result.loans_worse, 'loan')})."
        )
    )


def _show_scenarios(report: StressReport, result: StressResult, currency: str) -> None:
    sentence = findings.side_by_side(report, currency)
    table = queries.scenario_table(report)
    page.finding(sentence)
    page.chart(
        "Expected loss by scenario",
        stress_scenarios(report.stated, result.scenario, formats.symbol(currency), currency),
        table,
        alt=sentence,
        name="stress-scenarios",
    ).caption(
        formats.markdown(
            f"{term('Expected loss')} Darker: the scenario chosen above. The figures are the "
            "model's and carry no interval of their own; how much it missed of a shock that came "
            "says more about their error than sampling does."
        )
    )
    page.table(
        table,
        {
            "title": columns.text("Scenario", pinned=True),
            "sales_change": columns.rate("Sales"),
            "pd": columns.pd("Mean PD"),
            "loss_cents": columns.money("Expected loss", currency),
            "added_cents": columns.money("Added", currency),
            "share_lost": columns.rate("Of the balance"),
        },
        alt="Scenarios side by side",
    )


def _show_parts(result: StressResult, currency: str) -> None:
    choice = st.segmented_control(
        "Split", list(DIMENSIONS), default="industry", required=True, key="stressed-by",
        format_func=DIMENSIONS.__getitem__, bind="query-params", label_visibility="collapsed",
    )  # fmt: skip
    parts = [part for part in result.parts if part.dimension == choice]
    page.chart(
        f"Expected loss under the shock, {DIMENSIONS[choice].lower()}",
        stress_parts(parts, formats.symbol(currency)),
        queries.rows(parts),
        alt=f"{result.title}: expected loss {DIMENSIONS[choice].lower()}",
        name="stress-parts",
    ).caption(
        "What is expected to be lost anyway and what the shock adds, with the rise in per cent; "
        f"the {min(len(parts), 10)} with the largest addition of {len(parts)}."
    )


def _show_moves(result: StressResult) -> None:
    with st.expander("What the model saw: the features that moved the scores most"):
        if not result.moves:
            st.caption("No feature the model uses was moved.")
            return
        page.table(
            queries.rows(result.moves),
            {
                "label": columns.text("Feature", pinned=True),
                "group": columns.text("Driver group"),
                "before": columns.number("Median before"),
                "after": columns.number("Median under the shock"),
                "log_odds": columns.number("Log-odds added", digits=3),
            },
            alt="Features moved by the shock",
        )
        st.caption(
            "Mean change of each feature's contribution to the score over the loans; amounts in "
            "cents. Contributions add up to the score."
        )


def _show_reverse(report: StressReport) -> None:
    found = report.reverse
    sentence = findings.reversed_to(found)
    page.finding(sentence)
    page.chart(
        f"Loss against the severity of the shock “{found.title}”",
        reverse_curve(found),
        queries.rows(found.tried),
        alt=sentence,
        name="stress-reverse",
    ).caption(
        "Every point goes the whole way from sales to loss. At a severity of 100 % sales run down "
        "to nothing within a month; the diamond is the severity found."
    )


def _show_funding(report: StressReport, result: StressResult, currency: str) -> None:
    need = queries.funding_of(report, result.scenario)
    sentence = findings.needed(need, report.plan.funding.repay_months, currency)
    page.finding(sentence)
    page.chart(
        "Cash in by month if lending stops",
        funding_gap(need, formats.symbol(currency)),
        queries.rows(need.months),
        alt=sentence,
        name="stress-funding",
    ).caption(
        f"Funders hold {formats.rate(report.plan.funding.advance_rate, 0)} of the balance. A loan "
        "that defaults pays nothing from its first missed instalment on; recoveries, and what is "
        f"already overdue, are not counted. Shock: {result.title}."
    )


def _show_loosening(report: StressReport, currency: str) -> None:
    found = report.loosening
    page.finding(findings.loosening(found, currency))
    page.table(
        queries.loosening_table(found),
        {
            "what": columns.text("Offers", pinned=True),
            "offers": columns.count("Number"),
            "pd": columns.pd("Mean PD"),
            "amount_cents": columns.money("Taken up", currency),
            "loss_cents": columns.money("Expected loss", currency),
            "profit_cents": columns.money("Expected profit", currency),
        },
        alt="What a looser policy would add",
    )
    st.caption(
        f"{formats.plural(found.asked, 'request')} since {formats.day(found.since)} lie between "
        "the two PDs; those that pass the other rules get the dearest tier, and buyers accept as "
        f"the policy assumes. {formats.count(found.lent_to)} of them have a loan in this book all "
        "the same. The model knows such merchants least, so their loss is the least certain."
    )

"""The tab "Vintages": how loans go bad as they age, what may still come, and what was predicted."""

from functools import partial

import streamlit as st

from dashboard import columns, formats, loans_behind, page, states
from dashboard.charts.funding_months import funding_months
from dashboard.charts.predicted_vintages import predicted_vintages
from dashboard.charts.vintage_curves import vintage_curves, vintage_heat
from dashboard.findings import book
from dashboard.findings import portfolio as found_before
from dashboard.findings import portfolio_vintages as says
from dashboard.glossary import term
from dashboard.loan_links import CLICK, opens_loans
from dashboard.queries import portfolio, portfolio_vintages, version
from pipelines.portfolio import VintageContrast
from pipelines.portfolio.rates import Measure, PredictedVintage

MEASURES: dict[str, Measure] = {
    "Loans ever 30+ days late": "late",
    "Loans defaulted": "default",
    "Loans charged off": "charged off",
    "Net charge-off of principal": "net charge-off",
}
BY_QUARTER, BY_MONTH = "By quarter", "By month"


def show_vintages(version_id: str) -> None:
    """Curves by funding quarter or month with their tails, then predicted against realised."""
    found = portfolio_vintages.vintages(version_id)
    if not found.curves:
        states.no_data("vintages", "No loan has been on the book at a month-end.")
        return
    with st.container(horizontal=True):
        measure = st.segmented_control(
            "Measure", list(MEASURES), default=next(iter(MEASURES)), required=True, key="measure",
            bind="query-params",
        )  # fmt: skip
        grain = st.segmented_control(
            "Vintages", [BY_QUARTER, BY_MONTH], default=BY_QUARTER, required=True, key="vintages",
            bind="query-params",
        )  # fmt: skip
    title, quarterly = measure or next(iter(MEASURES)), grain != BY_MONTH
    _show_curves(version_id, title, found.curves[MEASURES[title], quarterly], quarterly=quarterly)
    _show_predicted(found)
    _show_funding_months(version_id)


def _show_curves(
    version_id: str, title: str, found: portfolio_vintages.Curves, *, quarterly: bool
) -> None:
    contrast = portfolio.summary(version_id).turns.contrast
    newest = says.newest(found.curves, quarterly=quarterly)
    tails = says.tails(found.curves, found.tested, quarterly=quarterly)
    if contrast:
        sentence, behind = book.contrasted(contrast), f"{newest} {tails}"
    else:
        sentence, behind = newest, tails
    page.finding(sentence, behind)
    behind_a_point = partial(
        loans_behind.vintage_point, measure=MEASURES[title], months=3 if quarterly else 1
    )
    marked = portfolio.quarters_of(contrast) if quarterly else portfolio.months_of(contrast)
    rows = portfolio_vintages.curve_rows(found.curves)
    page.chart(
        f"{title} by months since funding",
        vintage_curves(found.curves, quarterly=quarterly, marked=marked),
        rows,
        alt=f"{sentence} {behind}".strip(),
        name="vintages",
        on_select=opens_loans("vintages", behind_a_point),
    ).caption(f"{_drawn(contrast, quarterly=quarterly)} {CLICK}")
    with st.expander("All vintages by month on book"):
        page.chart(
            f"{title}, per cent",
            vintage_heat(found.curves, quarterly=quarterly),
            rows,
            alt=f"{sentence} {behind}".strip(),
            name="vintage-heat",
            on_select=opens_loans("vintage-heat", behind_a_point),
        ).caption("In brackets and paler: projected. Hover gives interval and number of loans.")


def _drawn(contrast: VintageContrast | None, *, quarterly: bool) -> str:
    """How to read the curves."""
    grain = "quarter" if quarterly else "month"
    text = (
        f"One line a funding {grain}; dashed and paler where projected: chain ladder of the book's "
        "own vintages, and for young ones what all have shown (Bornhuetter-Ferguson). Blue: the "
        f"newest {grain} that can tell, with 95 % of what chance allows where seen (counts only) "
        "and of what may come where projected, by how far earlier vintages were missed."
    )
    if contrast:
        text += f" Orange: loans funded {book.span(contrast.first, contrast.last)}."
    return f"{text} {term('Vintage')}"


def _show_predicted(found: portfolio_vintages.Vintages) -> None:
    if not found.predicted:
        st.markdown(
            "No loan has both a score and a vintage that has lost anything, so there is no loss to "
            "predict."
        )
        return
    sentence, behind = says.predicted(found.predicted)
    page.finding(sentence, behind)
    shown = [row for row in found.predicted if row.is_judged]
    rows = portfolio_vintages.predicted_rows(found.predicted)
    if shown:
        page.chart(
            "Loss by now: predicted and realised, by funding month",
            predicted_vintages(shown),
            rows,
            alt=f"{sentence} {behind}".strip(),
            name="predicted-loss",
            on_select=opens_loans("predicted-loss", loans_behind.vintage_month),
        ).caption(formats.markdown(_basis(found, shown)))
    with st.expander("Every funding month as a table"):
        _show_table(found)


def _basis(found: portfolio_vintages.Vintages, shown: list[PredictedVintage]) -> str:
    estimated = [r.correlation.rho for r in shown if r.correlation.source == "vintages"]
    basel = [row.correlation.rho for row in shown if row.correlation.source == "basel"]
    text = (
        "Net charge-off up to the month-end, as a share of principal. Predicted: PD at application "
        "x LGD x principal owed at default, by the policy's LGD and timing and the share of the "
        "loss that vintages have shown by that age; months below 10 % of it are left out. Bars: "
        "95 % interval of single chances and of a factor common to the month, with the asset "
        "correlation "
    )
    parts = []
    if estimated:
        parts.append(
            f"of earlier vintages for {len(estimated)} months ({min(estimated):.3f} to "
            f"{max(estimated):.3f})"
        )
    if basel:
        parts.append(
            f"of Basel's other retail for {len(basel)} that had too few before them "
            f"({min(basel):.3f} to {max(basel):.3f})"
        )
    text += f"{' and '.join(parts)}. Orange marks lie outside. "
    if not found.is_known:
        return text + "What the model had learned is not on record, so all months count as later."
    return text + (
        "Months the model learned from flatter it: they are no test; those held out have the PD of "
        "a model that had not seen them."
    )


def _show_table(found: portfolio_vintages.Vintages) -> None:
    currency = version().book.currency
    rows = portfolio_vintages.predicted_rows(found.predicted)
    rows["known_to_the_model"] = rows["known_to_the_model"].map(says.BASES)
    page.table(
        rows.iloc[::-1],
        {
            "vintage": columns.day("Funded from"),
            "known_to_the_model": columns.text("To the model"),
            "loans": columns.count("Loans"),
            "mean_pd": columns.pd("Mean PD"),
            "loss_shown": columns.rate("Loss shown", help="By earlier vintages at this age."),
            "predicted_cents": columns.money("Predicted", currency),
            "low_cents": columns.money("95 % from", currency),
            "high_cents": columns.money("95 % to", currency),
            "realised_cents": columns.money("Realised", currency),
            "predicted_defaults": columns.number("Defaults predicted", digits=1),
            "realised_defaults": columns.count("Defaults"),
            "correlation": columns.number("Asset correlation", digits=3),
        },
        alt="Predicted and realised loss by funding month",
    )
    missing = int(rows["without_score"].sum())
    if missing:
        st.caption(f"{formats.plural(missing, 'loan')} without a score count on neither side.")


def _show_funding_months(version_id: str) -> None:
    """The default rate of each funding month, where outcomes are known."""
    found = portfolio.summary(version_id)
    judged = [month for month in found.originations if month.is_judged]
    if not judged:
        st.caption("No funding month has a known outcome of all its loans yet.")
        return
    sentence = found_before.by_funding_month(judged)
    page.chart(
        "Loans that defaulted, by funding month",
        funding_months(judged, found.turns.contrast),
        portfolio.frame(judged),
        alt=sentence,
        name="funding-months",
        on_select=opens_loans("funding-months", loans_behind.funding_month),
    ).caption(
        f"{sentence} {term('Default')} Whiskers are 95 % Wilson intervals; months with a loan too "
        "young for an outcome are left out."
    )

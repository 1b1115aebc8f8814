"""The tabs of the Portfolio page, each with its finding, its chart and the rows behind it."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import columns, formats, page, states
from dashboard.charts.funding_months import funding_months
from dashboard.charts.loss_by_grade import loss_by_grade
from dashboard.charts.ranked import ranked
from dashboard.charts.roll_rates import matrix
from dashboard.charts.run_off import run_off
from dashboard.charts.vintages import curves
from dashboard.findings import book
from dashboard.findings import portfolio as findings
from dashboard.glossary import term
from dashboard.queries import portfolio, version
from pipelines.portfolio import PortfolioSummary, VintageContrast

DIMENSIONS = {"merchant": "By merchant", "industry": "By industry", "region": "By region"}
BASIS = {"loans": "outstanding balance", "offers": "amount offered"}


def show_vintages(version_id: str) -> None:
    """How each funding quarter went bad as it aged, and each funding month in the end."""
    found = portfolio.summary(version_id)
    points, contrast = found.vintages, found.turns.contrast
    measures = ["Loans ever 30+ days late", "Net charge-off of principal"]
    measure = st.segmented_control(
        "Measure", measures, default=measures[0], required=True, key="measure", bind="query-params"
    )
    by_amount = measure == measures[1]
    newest = findings.vintage(points)
    sentence, behind = (book.contrasted(contrast), newest) if contrast else (newest, "")
    page.finding(sentence, behind)
    page.chart(
        f"{measure} by months since funding",
        curves(points, by_amount=by_amount, marked=portfolio.quarters_of(contrast)),
        portfolio.frame(points),
        alt=f"{sentence} {behind}".strip(),
        name="vintages",
    ).caption(_drawn(contrast, by_amount=by_amount))
    _show_funding_months(found)
    with st.expander("The curves as a table"):
        table = portfolio.vintage_table(points, by_amount=by_amount)
        shown = {name: columns.rate(name) for name in table.columns[2:]}
        names = {"Quarter": columns.text("Quarter", pinned=True), "Loans": columns.count("Loans")}
        page.table(table, {**names, **shown}, alt=measure)


def _drawn(contrast: VintageContrast | None, *, by_amount: bool) -> str:
    """How to read the curves."""
    newest = "six months old." if by_amount else "three months old, with its 95 % Wilson interval."
    text = (
        "One line a funding quarter; dotted where not every loan has reached the age. "
        f"Blue: the newest quarter that is {newest}"
    )
    if contrast:
        text += f" Orange: quarters of the loans funded {book.span(contrast.first, contrast.last)}."
    return text


def _show_funding_months(found: PortfolioSummary) -> None:
    """The default rate of each funding month, where outcomes are known."""
    judged = [month for month in found.originations if month.is_judged]
    if not judged:
        return
    sentence = findings.by_funding_month(judged)
    page.chart(
        "Loans that defaulted, by funding month",
        funding_months(judged, found.turns.contrast),
        portfolio.frame(judged),
        alt=sentence,
        name="funding-months",
    ).caption(
        f"{sentence} {term('Default')} Whiskers are 95 % Wilson intervals; months with a loan too "
        "young for an outcome are left out."
    )


def show_roll_rates(version_id: str) -> None:
    """Where the loans of one status stand a month later."""
    rolls = portfolio.summary(version_id).roll_rates
    sentence = findings.rolling(rolls)
    page.finding(sentence)
    page.chart(
        "From one month-end to the next, last twelve months",
        matrix(rolls),
        portfolio.frame(rolls),
        alt=sentence,
        name="roll-rates",
    ).caption("Share of each row's loans, with the number of loan-months beneath.")


def show_loss(version_id: str) -> None:
    """What may be lost, and which grade it comes from."""
    found, currency = portfolio.summary(version_id), version().book.currency
    rows = portfolio.loss_by_grade(version_id, found.basis)
    sentence = findings.loss_source(rows, currency)
    page.finding(sentence)
    page.chart(
        f"Expected loss against {BASIS[found.basis]}, by grade",
        loss_by_grade(rows, formats.symbol(currency)),
        portfolio.frame(rows),
        alt=sentence,
        name="loss-by-grade",
    ).caption(formats.markdown(f"{term('Expected loss')} {portfolio.loss_assumption()}"))
    page.table(
        portfolio.frame(rows),
        {
            "grade": columns.text("Grade"),
            "exposure_cents": columns.money("Exposure", currency),
            "loss_cents": columns.money("Expected loss", currency),
        },
        alt="Exposure and expected loss by grade",
    )


def show_concentration(version_id: str) -> None:
    """How much of the exposure stands in one name, industry or region."""
    found, currency = portfolio.summary(version_id), version().book.currency
    sentence = findings.concentrated(found.concentration["merchant"])
    page.finding(sentence)
    by = found.concentration
    split = {name: by[name] for name in DIMENSIONS if len(by[name].exposures) > 1}
    for column, (name, parts) in zip(_places(len(split)), split.items(), strict=True):
        with column:
            page.chart(
                f"{DIMENSIONS[name]}: {BASIS[found.basis]}",
                ranked(parts.exposures, formats.symbol(currency)),
                portfolio.frame(parts.exposures),
                alt=f"{DIMENSIONS[name]}. {sentence}",
                name=f"concentration-{name}",
            )
    missing = [title.lower() for name, title in DIMENSIONS.items() if name not in split]
    if missing:
        st.caption(f"The book states nothing to split {' or '.join(missing)}.")


def _places(count: int) -> list[DeltaGenerator]:
    """A full row for the first chart, then two columns for the others."""
    return [st.container(), *st.columns(2)][:count] if count else []


def show_run_off(version_id: str) -> None:
    """Cash that comes in by month if lending stops."""
    rows, currency = portfolio.run_off(version_id), version().book.currency
    if not rows:
        states.no_data("instalments to come", "Nothing falls due after the as-of date.")
        return
    sentence = findings.running_off(rows, currency)
    page.finding(sentence)
    page.chart(
        "Instalments still to fall due",
        run_off(rows, formats.symbol(currency)),
        portfolio.frame(rows),
        alt=sentence,
        name="run-off",
    ).caption("By contract, before losses and early repayment; what is already late is not in it.")

"""The loss distribution on the Loss tab: how much may be lost, and how likely that is."""

import pandas as pd
import streamlit as st

from dashboard import formats, jobs, page, states
from dashboard.charts import loss_distribution as charts
from dashboard.findings import loss_distribution as says
from dashboard.glossary import term
from dashboard.panels.portfolio_loss_sources import show_check, show_merchants, show_segments
from dashboard.queries import loss_distribution as queries
from dashboard.queries import policy, settings, version
from pipelines.portfolio.loss import OpenLoans
from pipelines.portfolio.loss_distribution import (
    SCENARIOS,
    BookCorrelation,
    LossDistribution,
    Variant,
    loss_distribution,
)
from pipelines.portfolio.loss_distribution.model import Copula, Factors

RUNS_BY_ITSELF = 20_000
"""Loans up to which the simulation starts when the tab is opened; a few seconds of one core."""
FACTORS: dict[Factors, str] = {"multi": "Economy, industries, regions", "one": "Economy alone"}
COPULAS: dict[Copula, str] = {"gaussian": "Gaussian", "t": "Heavy-tailed (t)"}


def show_distribution(version_id: str) -> None:
    """Ask for the assumptions, simulate in the background, and draw what comes of it."""
    loans = queries.loans(version_id)
    st.subheader("How much could be lost", anchor=False)
    if loans is None or not len(loans):
        states.no_data("open loans", "The loss distribution needs loans that still owe something.")
        return
    variant = _asked(queries.own_correlation(version_id))
    name = _name(version_id, variant)
    if jobs.worker().job(name) is None and (len(loans) <= RUNS_BY_ITSELF or _wanted(len(loans))):
        _start(name, loans, variant)
    jobs.show_progress(name, done=lambda found: _show(found, version_id))


def _asked(own: BookCorrelation | None) -> Variant:
    """What the reader chose: factors, copula, whose correlation, random LGD."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        factors = st.segmented_control(
            "What merchants share", list(FACTORS), default="multi", required=True,
            format_func=FACTORS.__getitem__, key="loss-factors", bind="query-params",
        )  # fmt: skip
        copula = st.segmented_control(
            "Joint defaults", list(COPULAS), default="gaussian", required=True,
            format_func=COPULAS.__getitem__, key="loss-copula", bind="query-params",
            help="The t copula has more scenarios in which many merchants default at once.",
        )  # fmt: skip
        whose = st.segmented_control(
            "Correlation", ["policy", "book"], default="policy", required=True,
            format_func={"policy": "Policy's", "book": "Book's own"}.__getitem__,
            key="loss-correlation", bind="query-params", disabled=own is None,
            help=_about(own),
        )  # fmt: skip
        lgd = st.toggle("Random LGD", key="loss-lgd", bind="query-params", help=term("LGD"))
    return Variant(
        factors or "multi", copula or "gaussian", lgd,
        own.rho if own is not None and whose == "book" else None,
    )  # fmt: skip


def _about(own: BookCorrelation | None) -> str:
    if own is None:
        return "The book has too few funding months with known outcomes to estimate its own."
    return (
        f"The book's own defaults by funding month show {own.rho:.3f} (s.e. at least "
        f"{own.standard_error:.3f}, {formats.plural(own.months, 'month')}, "
        f"{formats.plural(own.loans, 'loan')})."
    )


def _name(version_id: str, variant: Variant) -> str:
    chosen = settings()
    rules = f"{policy().version} {queries.loss_model().version} {chosen.seed}"
    return f"loss {chosen.store} {version_id} {rules} {variant}"


def _wanted(loans: int) -> bool:
    st.markdown(
        f"{formats.plural(loans, 'open loan')} in {SCENARIOS:,} scenarios take up to a minute."
    )
    return st.button("Simulate the losses", type="primary")


def _start(name: str, loans: OpenLoans, variant: Variant) -> None:
    model, chosen = queries.loss_model(), settings()
    jobs.worker().submit(
        name,
        lambda job: loss_distribution(
            loans, model, variant, seed=chosen.seed, threads=chosen.threads,
            progress=job.report, stop=job.stop.is_set,
        ),
    )  # fmt: skip


def _show(found: LossDistribution, version_id: str) -> None:
    currency = version().book.currency
    sentence = says.worst_in_a_hundred(found, currency)
    page.finding(sentence)
    if found.closed is None:
        return
    edges, counts = found.histogram()
    page.chart(
        "Loss of the open loans until they are repaid",
        charts.losses(found, currency),
        pd.DataFrame({"from_cents": edges[:-1], "to_cents": edges[1:], "scenarios": counts}),
        alt=sentence,
        name="loss-distribution",
    ).caption(formats.markdown(_how_to_read(found, currency)))
    show_segments(found, currency)
    show_merchants(found, version_id, currency)
    show_check(found, currency)


def _how_to_read(found: LossDistribution, currency: str) -> str:
    above = found.probability_above(2 * found.expected_cents)
    text = (
        f"Share of {found.scenarios:,} scenarios by loss (seed {found.seed}), "
        f"{formats.plural(found.loans, 'loan')} of {formats.plural(found.merchants, 'merchant')} "
        f"open on {formats.day(found.as_of)}. The horizon is what is left of the loans' six "
        "months, so a period is half a year at most. A merchant's loans default together. Two "
        f"loans' mean correlation is {found.dependence.mean_correlation:.3f}. Bands: two standard "
        "errors to each side. More than twice the expected loss is lost with a probability of "
        f"{formats.rate(above.estimate)}. {term('VaR')} {term('Expected shortfall')}"
    )
    if found.certain_cents:
        text += f" {formats.money(found.certain_cents, currency)} is lost for certain, on loans in "
        text += "default."
    if found.unscored_cents:
        text += f" Loans of {formats.money(found.unscored_cents, currency)} have no PD and are not "
        text += "in it."
    return text

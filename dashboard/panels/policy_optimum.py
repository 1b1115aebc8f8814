"""The Policy lab's Optimum: the tier and amount for each applicant that earn most within limits."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from dashboard import columns, formats, jobs, page
from dashboard.charts.policy_optimum import offered_by_band
from dashboard.findings.optimum import best_offers
from dashboard.glossary import term
from dashboard.jobs import Job
from dashboard.queries import optimum as queries
from dashboard.queries.simulation import Trial
from pipelines.errors import Refused
from pipelines.simulation.pricing import (
    FairnessFloor,
    Limits,
    Optimum,
    Totals,
    greedy,
    prices_in_words,
    solve,
    uniform_price,
)
from pipelines.simulation.pricing.book import Book, offers_made

BANDS = 10
LISTED = 200
HELD = "optimum-job"


@dataclass(frozen=True)
class Solved:
    """An optimum with the book it is of and what simpler rules would earn."""

    book: Book
    optimum: Optimum
    beside: dict[str, Totals]


def show(trial: Trial) -> None:
    """Ask for the limits, solve in the background, and show the best offers against today's."""
    try:
        book, today = queries.book(trial), queries.today(trial)
    except Refused as refusal:
        st.error(formats.markdown(str(refusal)), icon=":material/error:")
        return
    limits = _ask_limits(today, trial.currency)
    if limits is not None:
        _start(trial, book, limits)
    name = st.session_state.get(HELD, "")
    if name.startswith(_prefix(trial)):
        jobs.show_progress(name, done=lambda found: _show_solved(found, today, trial.currency))
    else:
        st.caption(
            f"{formats.plural(len(book.rows), 'applicant')} may be offered any tier and a quarter, "
            "half, three quarters or all of what the rules support. Set the limits and solve."
        )


def _ask_limits(today: Totals, currency: str) -> Limits | None:
    """The limits as a form; None until it is sent."""
    with (
        st.form("optimum", border=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        budget = st.number_input(
            f"Budget, {currency}",
            0.0,
            1e12,
            today.offered_cents / 100,
            10_000.0,
            "%.0f",
            help="The most that may be offered in all; what today's policy offers, unless changed.",
        )
        loss = st.number_input(
            f"Expected loss, {currency}",
            0.0,
            1e12,
            None,
            1_000.0,
            "%.0f",
            placeholder="no limit",
            help=term("Expected loss"),
        )
        share = st.number_input(
            "One industry, % of the budget", 0.0, 100.0, None, 1.0, "%.0f", placeholder="no limit"
        )
        floor = st.number_input(
            "Fairness floor, %", 0.0, 100.0, None, 5.0, "%.0f", placeholder="no floor",
            help="The least approval rate of each region, in per cent of the best region's.",
        )  # fmt: skip
        if not st.form_submit_button("Find the best offers", type="primary"):
            return None
    return Limits(
        budget_cents=round(budget * 100),
        loss_cents=None if loss is None else round(loss * 100),
        shares={} if share is None else {"industry": share / 100},
        floors=() if not floor else (FairnessFloor("region", of_best=floor / 100),),
    )


def _prefix(trial: Trial) -> str:
    return f"optimum-{trial.version_id}-{trial.before.version}-{hash(repr(trial.after))}-"


def _start(trial: Trial, book: Book, limits: Limits) -> None:
    name = f"{_prefix(trial)}{hash(repr(limits))}"
    held = st.session_state.get(HELD)
    if held and held != name:
        jobs.worker().forget(held)
    st.session_state[HELD] = name
    jobs.worker().submit(name, lambda job: _solve(job, book, limits))


def _solve(job: Job, book: Book, limits: Limits) -> Solved:
    problem = book.problem(limits)

    def report(done: float, what: str) -> None:
        if job.stop.is_set():
            raise Refused("the search for the best offers was stopped; start it again")
        job.report(done, what)

    found = solve(problem, progress=report)
    report(0.95, "Trying simpler rules")
    one_price = uniform_price(problem, book.pd)
    beside = {"One price, best cut-off": one_price.totals} if one_price else {}
    by_greed = greedy(problem)
    if by_greed.is_feasible:
        beside["Greedy: by profit for each unit offered"] = by_greed.totals
    return Solved(book, found, beside)


def _show_solved(solved: Solved, today: Totals, currency: str) -> None:
    found = solved.optimum
    page.cards(_cards(found, today, currency))
    st.caption(
        "Loss and profit, of today's policy too, count each offer by the share of buyers expected "
        "to accept it at its price."
    )
    sentence = best_offers(found, today, currency)
    page.finding(sentence)
    st.markdown("\n".join(f"- {formats.markdown(s)}" for s in prices_in_words(found, currency)))
    if not found.lends_nothing:
        _show_bands(solved, sentence, currency)
    _show_beside(solved, today, currency)
    if not found.lends_nothing:
        _show_offers(solved, currency)


def _cards(found: Optimum, today: Totals, currency: str) -> list[page.Card]:
    best = found.portfolio.totals

    def money(label: str, now: float, before: float) -> page.Card:
        change = now - before
        signed = f"{'+' if change >= 0 else ''}{formats.money(change, currency)}"
        return page.Card(label, formats.money(now, currency), change=signed, against="today")

    return [
        page.Card(
            "Offers", formats.count(best.offers), change=f"{best.offers - today.offers:+,d}",
            against="today",
        ),
        money("Offered", best.offered_cents, today.offered_cents),
        money("Expected loss", best.loss_cents, today.loss_cents),
        money("Expected profit", best.profit_cents, today.profit_cents),
        page.Card(
            "Proven to within", formats.rate(found.gap, 2),
            help="No other offers within these limits earn more than this part above those found.",
        ),
    ]  # fmt: skip


def _show_bands(solved: Solved, sentence: str, currency: str) -> None:
    bands = bands_of(solved.book, solved.optimum)
    tiers = [price.name for price in solved.book.menu.prices]
    card = page.chart(
        "Offered by PD and tier", offered_by_band(bands, tiers, currency), bands,
        alt=sentence, name="optimum-bands",
    )  # fmt: skip
    card.caption(
        f"n = {formats.count(len(solved.book.rows))} applicants in bands of as many each. Take-up "
        "is the policy's assumption, the same for all at one price; those who accept dear offers "
        "are taken to be no riskier. PDs are taken as given."
    )


def bands_of(book: Book, found: Optimum) -> pd.DataFrame:
    """What is offered in each band of PD at each tier; bands hold as many applicants each."""
    pds, portfolio = book.pd, found.portfolio
    ends = np.unique(np.quantile(pds, np.linspace(0, 1, BANDS + 1)))
    band = np.clip(np.searchsorted(ends, pds, side="right") - 1, 0, max(len(ends) - 2, 0))
    rows = []
    for k in range(max(len(ends) - 1, 1)):
        low, high = ends[k], ends[min(k + 1, len(ends) - 1)]
        for tier, price in enumerate(book.menu.prices):
            chosen = (band == k) & (portfolio.price == tier)
            rows.append(
                {
                    "band": f"{low:.1%} to {high:.1%}".replace("%", "\u00a0%"),
                    "tier": price.name,
                    "offers": int(chosen.sum()),
                    "applicants": int((band == k).sum()),
                    "amount_cents": int(portfolio.amount_cents[chosen].sum()),
                }
            )
    return pd.DataFrame(rows)


def _show_beside(solved: Solved, today: Totals, currency: str) -> None:
    named = {"Best offers": solved.optimum.portfolio.totals, "Today's policy": today}
    frame = pd.DataFrame(
        [{"rule": name} | vars(totals) for name, totals in (named | solved.beside).items()]
    )
    page.titled("Beside simpler rules", frame, "optimum-beside")
    page.table(
        frame,
        {
            "rule": columns.text("Rule"),
            "offers": columns.count("Offers"),
            "offered_cents": columns.money("Offered", currency),
            "lent_cents": columns.money("Expected to be taken up", currency),
            "loss_cents": columns.money("Expected loss", currency),
            "profit_cents": columns.money("Expected profit", currency),
        },
        alt="The best offers beside today's policy, one price and a greedy rule",
        height="content",
    )


def _show_offers(solved: Solved, currency: str) -> None:
    frame = pd.DataFrame(offers_made(solved.book, solved.optimum.portfolio))
    frame = frame.sort_values("profit_cents", ascending=False)
    frame.insert(0, "open", "/merchant?application=" + frame["application_id"])
    page.titled(formats.plural(len(frame), "offer"), frame.drop(columns="open"), "optimum-offers")
    page.table(
        frame.head(LISTED),
        {
            "open": columns.link("Application", shown="application=(.*)"),
            "name": columns.text("Merchant", width="medium"),
            "pd": columns.pd(help=term("PD")),
            "tier": columns.text("Tier"),
            "apr": columns.rate("APR"),
            "amount_cents": columns.money("Offered", currency),
            "take_up": columns.rate("Take-up"),
            "loss_cents": columns.money("Expected loss", currency, cents=True),
            "profit_cents": columns.money("Expected profit", currency, cents=True),
        },
        alt="The best offers, most profitable first",
    )

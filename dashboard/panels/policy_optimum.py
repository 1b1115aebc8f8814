"""The Policy lab's Optimum: the tier and amount for each applicant that earn most within limits."""

import streamlit as st

from dashboard import formats, jobs, page
from dashboard.findings.optimum import best_offers
from dashboard.glossary import term
from dashboard.jobs import Job
from dashboard.panels.policy_offers import Solved, show_bands, show_beside, show_offers
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
from pipelines.simulation.pricing.book import Book

HELD = "optimum-job"


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
        show_bands(solved, sentence, currency)
    show_beside(solved, today, currency)
    if not found.lends_nothing:
        show_offers(solved, currency)


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

"""What the best offers are: by PD and tier, beside simpler rules, and one by one."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard import columns, formats, page
from dashboard.charts.policy_optimum import offered_by_band
from dashboard.glossary import term
from pipelines.simulation.pricing import Optimum, Totals
from pipelines.simulation.pricing.book import Book, offers_made

BANDS = 10
LISTED = 200


@dataclass(frozen=True)
class Solved:
    """An optimum with the book it is of and what simpler rules would earn."""

    book: Book
    optimum: Optimum
    beside: dict[str, Totals]


def show_bands(solved: Solved, sentence: str, currency: str) -> None:
    """What is offered over bands of PD, by tier."""
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


def show_beside(solved: Solved, today: Totals, currency: str) -> None:
    """The best offers beside what simpler rules would earn."""
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


def show_offers(solved: Solved, currency: str) -> None:
    """The offers one by one, most profitable first."""
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

"""`optimise`: whom to offer what, so that the book earns most within a lender's limits."""

from argparse import ArgumentParser, Namespace
from typing import Any

from pipelines.cli.answer import Answer
from pipelines.cli.progress import progress_bar
from pipelines.errors import Refused
from pipelines.offers import load_policy
from pipelines.settings import Settings
from pipelines.simulation.cases import read_cases
from pipelines.simulation.pricing import (
    FairnessFloor,
    Limits,
    Optimum,
    Totals,
    greedy,
    nothing_in_words,
    prices_in_words,
    solve,
    uniform_price,
)
from pipelines.simulation.pricing.book import DIMENSIONS, Book, book_of
from pipelines.store import History

HELP = "find the tier and amount for each application that earn most within limits"
Rival = tuple[str, Totals | None]


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the limits."""
    parser.add_argument("--budget", type=float, help="most to offer; without it, what today offers")
    parser.add_argument("--expected", action="store_true", help="the budget is of what is taken up")
    parser.add_argument("--loss", type=float, help="most expected loss, in the book's currency")
    parser.add_argument("--loans", type=int, help="most offers made")
    for dimension in DIMENSIONS:
        text = f"most of the budget in one {dimension}, such as 0.25"
        parser.add_argument(f"--{dimension}-share", type=float, metavar="SHARE", help=text)
    text = "least approval rate of each region, as a share of the best region's, such as 0.8"
    parser.add_argument("--fair-regions", type=float, metavar="SHARE", help=text)


def run(options: Namespace, settings: Settings) -> Answer:
    """Solve for the scored applications under the policy in force."""
    policy = load_policy(settings.policy)
    with History(settings) as history:
        cases, currency = read_cases(history), history.version().book.currency
    book = book_of(cases, policy)
    problem = book.problem(_limits(options, book))
    with progress_bar() as show:
        found = solve(problem, progress=show)
    one_price = uniform_price(problem, book.pd)
    rivals: list[Rival] = [
        ("today's policy", book.today),
        ("one price, best cut-off", one_price.totals if one_price else None),
        ("greedy rule", greedy(problem).totals),
    ]
    words = prices_in_words(found, currency)
    record = found.to_json() | {
        "applicants": len(book.rows),
        "currency": currency,
        "words": words,
        "beside": {name: _profit(totals) for name, totals in rivals},
    }
    return Answer(record, _text(found, rivals, words, record))


def _limits(options: Namespace, book: Book) -> Limits:
    asked = {name: getattr(options, f"{name}_share") for name in DIMENSIONS}
    fair = options.fair_regions
    budget = _cents(options.budget, "--budget")
    return Limits(
        budget_cents=book.today.offered_cents if budget is None else budget,
        basis="expected" if options.expected else "committed",
        loss_cents=_cents(options.loss, "--loss"),
        shares={name: share for name, share in asked.items() if share is not None},
        floors=() if fair is None else (FairnessFloor("region", of_best=fair),),
        loans=options.loans,
    )


def _cents(units: float | None, option: str) -> int | None:
    if units is None:
        return None
    if not 0 <= units <= 1e13:
        raise Refused(f"{option} is {units:g}: give an amount from 0 up")
    return round(units * 100)


def _profit(totals: Totals | None) -> float | None:
    return None if totals is None else round(totals.profit_cents / 100, 2)


def _text(found: Optimum, rivals: list[Rival], words: list[str], record: dict[str, Any]) -> str:
    totals, currency = found.portfolio.totals, record["currency"]
    lines = [
        f"{totals.offers:,} of {record['applicants']:,} applicants offered "
        f"{totals.offered_cents / 100:,.0f} {currency}, expected to be taken up "
        f"{totals.lent_cents / 100:,.0f}, expected loss {totals.loss_cents / 100:,.0f}, "
        f"expected profit {totals.profit_cents / 100:,.0f}",
        f"no other offers earn more than {found.bound_cents / 100:,.0f} (gap {found.gap:.3%}), "
        f"in {found.seconds:.1f} s",
        *([nothing_in_words(found)] if found.lends_nothing else []),
        *(f"  {name}: {_beside(rival)}" for name, rival in rivals),
        *words,
    ]
    return "\n".join(lines)


def _beside(totals: Totals | None) -> str:
    if totals is None:
        return "no cut-off is within the limits"
    return (
        f"expected profit {totals.profit_cents / 100:,.0f} of "
        f"{totals.offered_cents / 100:,.0f} offered"
    )

"""`stress`: scenarios carried from sales to the loss of the open loans, and back."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from pipelines.cli.answer import Answer
from pipelines.cli.progress import progress_bar
from pipelines.errors import Refused
from pipelines.model import champion
from pipelines.offers import load_policy
from pipelines.portfolio.loss import OpenLoans
from pipelines.portfolio.stress import (
    ReverseStress,
    StressBacktest,
    StressBench,
    StressPlan,
    StressResult,
    backtest,
    funding_needs,
    load_stress_plan,
    loosened,
    opened,
    reverse_stress,
    scenario_of,
    stressed,
    stressed_by_all,
)
from pipelines.reasons import load_statements
from pipelines.settings import Settings
from pipelines.store import History

HELP = "what a shock to sales would lose, and how severe one has to be"


def add_arguments(parser: ArgumentParser) -> None:
    """Which scenario of data/stress.toml, or all; the search back; or the test on what happened."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--scenario", metavar="NAME", help="carry one scenario through")
    which.add_argument("--all", action="store_true", help="carry every scenario through (default)")
    which.add_argument(
        "--backtest",
        metavar="NAME",
        help="compare a scenario that came with what was lost of the loans open before it",
    )
    parser.add_argument(
        "--reverse",
        metavar="SHARE",
        type=float,
        nargs="?",
        const=-1.0,
        help="find the severity of the plan's reverse scenario, or of --scenario, that loses this "
        "share of the open balance (0 to 1; the plan's without a number)",
    )
    parser.add_argument(
        "--champion-of",
        metavar="DIR",
        help="for --backtest: use the champion of another store, trained before the shock",
    )


def run(options: Namespace, settings: Settings) -> Answer:
    """Carry the scenarios asked for through the open book at its last month-end."""
    plan = load_stress_plan(settings.stress)
    if options.backtest:
        return _backtest(options, settings, plan)
    policy = load_policy(settings.policy)
    with History(settings) as history, progress_bar() as show:
        show(0.02, "the merchants' histories")
        bench, timing = opened(history, champion(settings), policy)
        try:
            if options.reverse is not None:
                return _reverse(options, plan, bench, show)
            results = _results(options, plan, bench, show)
        finally:
            bench.close()
        needs = funding_needs(history, bench.loans, results, plan, timing)
        looser = loosened(history, policy, load_statements(settings.reasons), plan.loosening)
        currency = history.version().book.currency
    record = {
        "as_of": bench.loans.as_of.isoformat(),
        "currency": currency,
        "plan_version": plan.version,
        "model_id": bench.model.model_id,
        "scenarios": [result.to_json() for result in results],
        "funding": [need.to_json() for need in needs],
        "loosening": looser.to_json(),
    }
    return Answer(record, _table(results, bench.loans, currency))


def _results(
    options: Namespace, plan: StressPlan, bench: StressBench, show: Any
) -> tuple[StressResult, ...]:
    one = [scenario_of(plan, options.scenario)] if options.scenario else plan.scenarios
    return stressed_by_all(bench, one, progress=show)


def _reverse(options: Namespace, plan: StressPlan, bench: StressBench, show: Any) -> Answer:
    scenario = scenario_of(plan, options.scenario or plan.reverse)
    share = plan.share_lost if options.reverse < 0 else options.reverse
    if not 0 < share < 1:
        raise Refused(f"--reverse is {share:g}: give a share of the balance between 0 and 1")
    found = reverse_stress(partial(stressed, bench), scenario, share, progress=show)
    return Answer(found.to_json(), _answer(found))


def _backtest(options: Namespace, settings: Settings, plan: StressPlan) -> Answer:
    scenario = scenario_of(plan, options.backtest)
    judge = Settings(store=Path(options.champion_of)) if options.champion_of else settings
    with History(settings) as history:
        found = backtest(history, champion(judge), load_policy(settings.policy), scenario)
    if found is None:
        raise Refused(
            f'"{scenario.name}" cannot be tried on {settings.store}: it has to state happened_on, '
            "and the book loans open before that day and their payments of the 15 months after"
        )
    return Answer(found.to_json(), _happened(found))


def _table(results: Sequence[StressResult], loans: OpenLoans, currency: str) -> str:
    calm = results[0].expected_loss_cents if results else 0.0
    head = (
        f"{len(loans):,} open loans owe {loans.balance_cents.sum() / 100:,.0f} {currency} as of "
        f"{loans.as_of}; without a shock {calm / 100:,.0f} is expected to be lost"
    )
    return "\n".join([head, *(_line(result) for result in results)])


def _line(result: StressResult) -> str:
    sales = "n/a" if result.sales_change is None else f"{result.sales_change:+.1%}"
    note = f" ({result.note})" if result.note else ""
    return (
        f"{result.title}: sales {sales} over {result.days} days, score {result.score_shift:+.2f}, "
        f"mean PD {result.pd:.2%} to {result.stressed_pd:.2%}, "
        f"expected loss {result.stressed_loss_cents / 100:,.0f}{note}"
    )


def _answer(found: ReverseStress) -> str:
    if found.severity is None:
        return (
            f"{found.title}: no severity up to 100 % loses {found.share_lost:.1%} of the balance; "
            f"at the worst it loses {found.at_worst:.1%}"
        )
    change = found.result.sales_change
    sales = "" if change is None else f" (sales {change:+.1%} over {found.result.days} days)"
    return (
        f"{found.title}: {found.result.share_lost:.1%} of the balance is expected to be lost at a "
        f"severity of {found.severity:.0%}{sales}; {len(found.tried)} severities tried"
    )


def _happened(found: StressBacktest) -> str:
    result, rate = found.result, found.default_rate
    foreseen = "n/a" if found.foreseen is None else f"{found.foreseen:.0%}"
    knew = " (by a model trained on this book, which has seen the shock)" if found.knew else ""
    return (
        f"{result.title}: of {result.loans:,} loans open at {result.as_of} {rate.estimate:.1%} "
        f"defaulted ({rate.low:.1%} to {rate.high:.1%}); a mean PD of {result.pd:.1%} without and "
        f"{result.stressed_pd:.1%} with the shock was foreseen{knew}. "
        f"{found.lost_cents / 100:,.0f} was lost, {foreseen} of it foreseen"
    )

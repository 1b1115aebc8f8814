"""`loss`: what the open loans may lose in one period out of a hundred or a thousand."""

from argparse import ArgumentParser, Namespace
from typing import Any

from pipelines.cli.answer import Answer
from pipelines.cli.progress import progress_bar
from pipelines.errors import Refused
from pipelines.offers import load_policy
from pipelines.portfolio.loss import open_loans
from pipelines.portfolio.loss_distribution import (
    SCENARIOS,
    Contribution,
    LossDistribution,
    Variant,
    book_correlation,
    load_loss_model,
    loss_distribution,
)
from pipelines.settings import Settings
from pipelines.store import History

HELP = "simulate what the open loans may lose: expected loss, VaR, shortfall, and who it comes from"
TOP = 10


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what to simulate."""
    parser.add_argument(
        "--scenarios", type=int, default=SCENARIOS, help=f"{SCENARIOS:,} by default"
    )
    text = "factors: the economy alone, or industries and regions beside it"
    parser.add_argument("--factors", choices=("one", "multi"), default="multi", help=text)
    text = "t has more joint defaults in its tail"
    parser.add_argument("--copula", choices=("gaussian", "t"), default="gaussian", help=text)
    parser.add_argument("--random-lgd", action="store_true", help="draw each merchant's LGD")
    text = "mean asset correlation: policy, book for the book's own estimate, or a number"
    parser.add_argument("--correlation", default="policy", metavar="RHO", help=text)
    parser.add_argument("--seed", type=int, help="of the scenarios; PAYLATER_SEED by default")


def run(options: Namespace, settings: Settings) -> Answer:
    """Simulate the loans open at the last month-end."""
    policy, model = load_policy(settings.policy), load_loss_model(settings.loss_model)
    with History(settings) as history:
        loans, currency = open_loans(history, policy), history.version().book.currency
        correlation = _correlation(options.correlation, history)
    if loans is None:
        raise Refused("the book has no loan-month panel: run `python -m pipelines features`")
    variant = Variant(options.factors, options.copula, options.random_lgd, correlation)
    seed = settings.seed if options.seed is None else options.seed
    with progress_bar() as show:
        found = loss_distribution(
            loans, model, variant, scenarios=options.scenarios, seed=seed,
            threads=settings.threads, progress=show,
        )  # fmt: skip
    return Answer(_record(found, currency), _words(found, currency))


def _correlation(asked: str, history: History) -> float | None:
    if asked == "policy":
        return None
    if asked == "book":
        found = book_correlation(history)
        if found is None:
            raise Refused(
                "--correlation book: fewer than six funding months have all their outcomes, or "
                "nothing has defaulted; give a number or take the policy's"
            )
        return found.rho
    try:
        return float(asked)
    except ValueError as error:
        raise Refused(f"--correlation is {asked!r}: give policy, book or a number") from error


def _record(found: LossDistribution, currency: str) -> dict[str, Any]:
    """The answer of `loss --json`; money in cents."""
    return {
        "as_of": found.as_of.isoformat(),
        "currency": currency,
        "model_version": found.model_version,
        "factors": found.variant.factors,
        "copula": found.variant.copula,
        "mean_correlation": found.dependence.mean_correlation,
        "scenarios": found.scenarios,
        "seed": found.seed,
        "loans": found.loans,
        "merchants": found.merchants,
        "exposure_cents": round(found.exposure_cents),
        "unscored_cents": found.unscored_cents,
        "expected_loss_cents": round(found.expected_cents),
        "standard_deviation_cents": round(found.sd.value),
        "tails": [
            {
                "level": tail.level,
                "var_cents": round(tail.var.value),
                "var_standard_error_cents": round(tail.var.standard_error),
                "shortfall_cents": round(tail.shortfall.value),
                "shortfall_standard_error_cents": round(tail.shortfall.standard_error),
            }
            for tail in found.tails
        ],
        "contributions": {
            name: [_part(part) for part in parts[:TOP]]
            for name, parts in found.contributions.items()
        },
        "seconds": round(found.seconds, 3),
    }


def _part(part: Contribution) -> dict[str, Any]:
    return {
        "key": part.key,
        "loans": part.loans,
        "exposure_cents": round(part.exposure_cents),
        "expected_loss_cents": round(part.expected_cents),
        "var_cents": round(part.var_cents),
        "shortfall_cents": round(part.shortfall_cents),
    }


def _words(found: LossDistribution, currency: str) -> str:
    lines = [
        f"{found.loans:,} open loans of {found.merchants:,} merchants owe "
        f"{found.exposure_cents / 100:,.0f} {currency} as of {found.as_of}; until they are repaid, "
        f"a loss of {found.expected_cents / 100:,.0f} is expected, standard deviation "
        f"{found.sd.value / 100:,.0f} ({found.scenarios:,} scenarios, {found.variant.factors} "
        f"factor, {found.variant.copula} copula, mean correlation "
        f"{found.dependence.mean_correlation:.3f})"
    ]
    lines += [
        f"{tail.level:.1%}  VaR {tail.var.value / 100:,.0f} (s.e. "
        f"{tail.var.standard_error / 100:,.0f}), mean beyond {tail.shortfall.value / 100:,.0f} "
        f"(s.e. {tail.shortfall.standard_error / 100:,.0f})"
        for tail in found.tails
    ]
    worst = found.tail(found.allocated).shortfall.value
    for name in ("industry", "merchant"):
        parts = ", ".join(
            f"{part.key} {part.shortfall_cents / worst:.1%}"
            for part in found.contributions[name][:5]
        )
        lines.append(f"of the mean loss beyond the {found.allocated:.0%} VaR, by {name}: {parts}")
    return "\n".join(lines)

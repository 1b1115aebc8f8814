"""The stress of the open book: worked out in the background, once a version, policy and plan."""

from collections.abc import Callable, Sequence

import pandas as pd

from dashboard import formats
from dashboard.charts.stress_chain import ChainStep
from dashboard.jobs import Job, worker
from dashboard.queries.store import history, policy, settings
from pipelines.model import champion
from pipelines.portfolio.stress import (
    FundingNeed,
    LooseningResult,
    StressReport,
    StressResult,
    load_stress_plan,
    stress_report,
)
from pipelines.reasons import load_statements


def started(version_id: str) -> Job:
    """The stress of that version: the job under way or done, begun where there is none."""
    plan, rules, place = load_stress_plan(settings().stress), policy(), settings()
    model = champion(place)
    name = f"stress {place.store} {version_id} {model.model_id} {rules.version} {plan.version}"
    known = worker().job(name)
    if known is not None:
        return known
    reader, statements = history(), load_statements(place.reasons)
    return worker().submit(
        name,
        lambda job: stress_report(
            reader, model, rules, statements, plan, progress=job.report, stop=job.stop.is_set
        ),
    )


def chain(result: StressResult, currency: str) -> list[ChainStep]:
    """The steps from sales to loss, each as a change against no shock."""
    steps = []
    if result.sales_change is not None:
        steps.append(_index(f"Sales, {result.days} days", result.sales_change))
    if result.refunds_change is not None and abs(result.refunds_change) > 0:
        steps.append(_index("Returns", result.refunds_change))
    steps.append(_step("Mean PD", result.pd, result.stressed_pd, formats.pd))
    calm = result.expected_loss_cents
    steps.append(
        _step(
            "Expected loss",
            calm,
            result.pd_loss_cents,
            lambda cents: formats.money(cents, currency),
        )
    )
    if result.lgd_added:
        steps.append(
            _step(
                "With higher LGD", calm, result.stressed_loss_cents,
                lambda cents: formats.money(cents, currency),
            )
        )  # fmt: skip
    return steps


def _index(name: str, change: float) -> ChainStep:
    return ChainStep(name, change, "100", f"{100 * (1 + change):.0f}")


def _step(name: str, before: float, after: float, write: Callable[[float], str]) -> ChainStep:
    return ChainStep(name, after / before - 1 if before else 0.0, write(before), write(after))


def chain_table(result: StressResult) -> pd.DataFrame:
    """The same figures as numbers."""
    return pd.DataFrame(
        [
            ("sales", 1.0, None if result.sales_change is None else 1 + result.sales_change),
            ("returns", 1.0, None if result.refunds_change is None else 1 + result.refunds_change),
            ("mean_pd", result.pd, result.stressed_pd),
            ("expected_loss_cents", result.expected_loss_cents, result.pd_loss_cents),
            ("with_lgd_cents", result.expected_loss_cents, result.stressed_loss_cents),
        ],
        columns=["step", "without_the_shock", "with_the_shock"],
    )


def scenario_table(report: StressReport) -> pd.DataFrame:
    """One row a scenario, worst first; the first is the book without a shock."""
    first = report.results[0]
    calm = {
        "scenario": "base",
        "title": "Without a shock",
        "sales_change": 0.0,
        "pd": first.pd,
        "loss_cents": first.expected_loss_cents,
        "added_cents": 0.0,
        "share_lost": first.expected_loss_cents / first.balance_cents,
    }
    worst_first = sorted(report.results, key=lambda result: -result.stressed_loss_cents)
    return pd.DataFrame([calm, *(_row(result) for result in worst_first)])


def _row(result: StressResult) -> dict[str, object]:
    return {
        "scenario": result.scenario,
        "title": result.title,
        "sales_change": result.sales_change,
        "pd": result.stressed_pd,
        "loss_cents": result.stressed_loss_cents,
        "added_cents": result.stressed_loss_cents - result.expected_loss_cents,
        "share_lost": result.share_lost,
    }


def rows(records: Sequence[object]) -> pd.DataFrame:
    """One row a record."""
    return pd.DataFrame([vars(record) for record in records])


def funding_of(report: StressReport, scenario: str) -> FundingNeed:
    """The funding need under that scenario."""
    return next(need for need in report.funding if need.scenario == scenario)


def loosening_table(found: LooseningResult) -> pd.DataFrame:
    """The policy in force, what lower grades would add, and each of those grades."""
    listed = [
        ("Policy in force", found.in_force),
        ("Added", found.added),
        *((f"Added, grade {grade}", amount) for grade, amount in found.grades),
    ]
    return pd.DataFrame([{"what": name, **vars(amount)} for name, amount in listed])

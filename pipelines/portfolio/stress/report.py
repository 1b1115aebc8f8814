"""The whole stress of the open book in one record: scenarios, the way back, funding, rules."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from pipelines.errors import Refused
from pipelines.model import Model
from pipelines.offers import Policy
from pipelines.portfolio.loss import OpenLoans, open_loans
from pipelines.portfolio.loss.open_loans import last_month_end
from pipelines.portfolio.loss.term_structure import term_structure
from pipelines.portfolio.stress.backtest import StressBacktest, backtest
from pipelines.portfolio.stress.carried import StressBench, stress_bench, stressed
from pipelines.portfolio.stress.funding import FundingNeed, funding_need
from pipelines.portfolio.stress.loosening import LooseningResult, loosened
from pipelines.portfolio.stress.plan import scenario_of
from pipelines.portfolio.stress.records import StressResult
from pipelines.portfolio.stress.reverse import ReverseStress, reverse_stress
from pipelines.portfolio.stress.scenarios import StressPlan
from pipelines.portfolio.stress.several import stressed_by_all
from pipelines.reasons import Statement
from pipelines.store import History

Progress = Callable[[float, str], None]
Stop = Callable[[], bool]


@dataclass(frozen=True)
class StressReport:
    """What every scenario of a plan does to the open loans at the month-end `as_of`.

    `funding` has one entry a result, in the same order. `backtests` are of the scenarios that came
    true within this book; none where it does not reach over one.
    """

    as_of: date
    plan: StressPlan
    model_id: str
    results: tuple[StressResult, ...]
    funding: tuple[FundingNeed, ...]
    reverse: ReverseStress
    loosening: LooseningResult
    backtests: tuple[StressBacktest, ...]

    @property
    def stated(self) -> tuple[StressResult, ...]:
        """The results of what might happen: all but the scenario that only serves the way back."""
        return tuple(r for r in self.results if r.scenario != self.plan.reverse) or self.results

    @property
    def worst(self) -> StressResult:
        """The scenario that loses most of those that might happen."""
        return max(self.stated, key=lambda result: result.stressed_loss_cents)

    def named(self, scenario: str) -> StressResult:
        """The result of a scenario of the plan."""
        return next(result for result in self.results if result.scenario == scenario)


def stress_report(
    history: History,
    model: Model,
    policy: Policy,
    statements: Mapping[str, Statement],
    plan: StressPlan,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> StressReport:
    """Carry the whole plan through; about as long as twenty scenarios take.

    Raises Refused where no loan is open or none has a PD, and Stopped when asked to stop.
    """
    tell = progress or (lambda done, what: None)
    bench, timing = opened(history, model, policy)
    try:
        tell(0.1, "Scenarios")
        results = stressed_by_all(bench, plan.scenarios, progress=_part(tell, 0.1, 0.5), stop=stop)
        reverse = reverse_stress(
            partial(stressed, bench),
            scenario_of(plan, plan.reverse),
            plan.share_lost,
            progress=_part(tell, 0.5, 0.9),
            stop=stop,
        )
    finally:
        bench.close()
    tell(0.9, "What happened")
    happened = (backtest(history, model, policy, scenario) for scenario in plan.scenarios)
    return StressReport(
        as_of=bench.loans.as_of,
        plan=plan,
        model_id=model.model_id,
        results=results,
        funding=funding_needs(history, bench.loans, results, plan, timing),
        reverse=reverse,
        loosening=loosened(history, policy, statements, plan.loosening),
        backtests=tuple(found for found in happened if found is not None),
    )


def opened(history: History, model: Model, policy: Policy) -> tuple[StressBench, tuple[float, ...]]:
    """What shocks are tried on at the panel's last month-end, and the book's timing of defaults.

    Raises Refused where no loan is open then, or none has a PD.
    """
    day = last_month_end(history)
    structure = term_structure(history, policy.economics, day) if day else None
    loans = open_loans(history, policy, structure=structure)
    if structure is None or loans is None or not len(loans):
        raise Refused("No loan of this book is open: import loans, then run features")
    bench = stress_bench(history, loans, model)
    return bench, tuple(month.share for month in structure.months)


def funding_needs(
    history: History,
    calm: OpenLoans,
    results: tuple[StressResult, ...],
    plan: StressPlan,
    timing: tuple[float, ...],
) -> tuple[FundingNeed, ...]:
    """The run-off under each result, if lending stopped."""
    return tuple(
        funding_need(history, calm, result.stressed, plan.funding, timing, result.scenario)
        for result in results
    )


def _part(tell: Progress, start: float, end: float) -> Progress:
    """Progress of a part of the work as progress of the whole."""
    return lambda done, what: tell(start + done * (end - start), what)

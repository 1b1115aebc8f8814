"""The board pack of a store: every record a page shows, read once from one version."""

from collections.abc import Callable

from pipelines.board_pack.checks import checks
from pipelines.board_pack.definitions import DEFINITIONS
from pipelines.board_pack.headlines import decisions, figures
from pipelines.board_pack.records import BoardPack, Section
from pipelines.board_pack.sections import (
    concentration_section,
    delinquency,
    distribution_section,
    loss_section,
    returns_section,
    run_off_section,
    stress_section,
    vintage_section,
    watch_section,
)
from pipelines.board_pack.source import Source
from pipelines.board_pack.words import moved
from pipelines.errors import Refused, Stopped
from pipelines.model import champion
from pipelines.offers import load_policy
from pipelines.portfolio import (
    LimitState,
    draw_watch_list,
    limit_states,
    load_book_limits,
    load_watch_rules,
    portfolio_summary,
)
from pipelines.portfolio.changes import BookChanges, book_changes
from pipelines.portfolio.loss import OpenLoans, expected_loss_by, loss_book
from pipelines.portfolio.loss_distribution import (
    LossDistribution,
    load_loss_model,
    loss_distribution,
)
from pipelines.portfolio.rates import (
    learning_of,
    moves,
    predicted_vintages,
    transition_matrix,
    triangles,
    vintage_curves,
)
from pipelines.portfolio.returns import returns_by_segment
from pipelines.portfolio.run_off import funding_need, run_off
from pipelines.portfolio.stress import StressReport, load_stress_plan, stress_report
from pipelines.portfolio.watch_list.judged import judged_pds
from pipelines.reasons import load_statements
from pipelines.settings import Settings
from pipelines.store import History, sql_text

Progress = Callable[[float, str], None]
Stop = Callable[[], bool]
SCENARIOS = 50_000


def board_pack(
    settings: Settings,
    history: History,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> BoardPack:
    """Gather the pack of the book's last month-end.

    Raises Refused for a book without loans, which has nothing to report to a board yet, and Stopped
    when asked to stop.
    """
    tell = progress or (lambda done, what: None)
    policy = load_policy(settings.policy)
    summary, loss = portfolio_summary(history, policy), loss_book(history, policy)
    if not summary.months or loss is None:
        raise Refused(
            f"the book in {settings.store} holds no loans: import loans and their payments, then "
            "run `python -m pipelines features`"
        )
    source = Source(settings, history, policy, summary, loss, history.version().book.currency)
    limits = limit_states(history, policy, load_book_limits(settings.portfolio_limits))
    changes = book_changes(history, policy, summary.months)
    sections = _sections(source, limits, tell, stop)
    return _pack(source, sections, limits, changes)


def _pack(
    source: Source,
    sections: tuple[Section, ...],
    limits: tuple[LimitState, ...],
    changes: BookChanges | None,
) -> BoardPack:
    version, currency = source.history.version(), source.currency
    return BoardPack(
        book=version.book.name,
        currency=currency,
        as_of=source.summary.months[-1].month_end,
        is_synthetic=version.book.is_synthetic,
        version_id=version.version_id,
        content_hash=version.content_hash,
        model_id=_scored_by(source.history),
        policy_version=source.policy.version,
        figures=figures(source.summary, changes),
        changes=tuple(moved(figure, currency) for figure in changes.figures) if changes else (),
        decisions=decisions(source, limits),
        sections=sections,
        definitions=DEFINITIONS,
        checks=checks(source, sections),
    )


def _sections(
    source: Source, limits: tuple[LimitState, ...], tell: Progress, stop: Stop | None
) -> tuple[Section, ...]:
    history, policy, currency, loss = source.history, source.policy, source.currency, source.loss
    tell(0.1, "delinquency")
    found = moves(history)
    matrix = transition_matrix(found, months=12) if found else None
    late = delinquency(source.summary, matrix, currency)
    tell(0.2, "vintages")
    vintages = _vintages(source)
    tell(0.3, "loss")
    grades = expected_loss_by(loss.loans, "grade")
    losses = distribution_section(_distribution(source, loss.loans, stop), currency)
    tell(0.4, "stress")
    stress = stress_section(_stress(source, tell, stop), currency)
    tell(0.9, "exposure")
    cash = run_off(history, policy)
    rules = load_watch_rules(source.settings.watch_list)
    return (
        late,
        vintages,
        loss_section(loss, grades, currency),
        losses,
        stress,
        concentration_section(source.summary.concentration, limits, currency),
        watch_section(draw_watch_list(history, rules), currency),
        run_off_section(cash, funding_need(history, cash) if cash else None, currency),
        returns_section(returns_by_segment(history, policy, loss.loans), currency),
    )


def _vintages(source: Source) -> Section:
    history, policy = source.history, source.policy
    found = triangles(history, default_days=policy.default.days_past_due)
    default, lost = found.get("default"), found.get("net charge-off")
    if default is None or lost is None:
        return vintage_section((), ())
    curves = vintage_curves(default, lost.exposure.tolist(), quarterly=True)
    learned = learning_of(history, judged_pds(source.settings))
    return vintage_section(curves, predicted_vintages(history, policy, found, learned))


def _distribution(source: Source, loans: OpenLoans, stop: Stop | None) -> LossDistribution | str:
    settings = source.settings
    try:
        return loss_distribution(
            loans, load_loss_model(settings.loss_model), scenarios=SCENARIOS, seed=settings.seed,
            threads=settings.threads, stop=stop,
        )  # fmt: skip
    except Stopped:
        raise
    except Refused as why:
        return f"No loss can be simulated: {why}."


def _stress(source: Source, tell: Progress, stop: Stop | None) -> StressReport | str:
    settings = source.settings
    try:
        return stress_report(
            source.history,
            champion(settings),
            source.policy,
            load_statements(settings.reasons),
            load_stress_plan(settings.stress),
            progress=lambda done, what: tell(0.4 + 0.5 * done, f"stress: {what}"),
            stop=stop,
        )
    except Stopped:
        raise
    except Refused as why:
        return f"No shock can be carried to the loss: {why}."


def _scored_by(history: History) -> str | None:
    found = history.rows(sql_text(__file__, "sql/scored_by.sql"))
    return found[0][0] if found else None

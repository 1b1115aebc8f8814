"""The pack's first page: the headline figures, and what needs a decision."""

from pipelines.board_pack.records import Figure
from pipelines.board_pack.sections.exposure import limit_sentence
from pipelines.board_pack.source import Source
from pipelines.board_pack.words import money
from pipelines.portfolio import LimitState, PortfolioSummary
from pipelines.portfolio.changes import BookChanges

FIGURES = {
    "outstanding": "Outstanding",
    "30+ DPD": "30+ DPD",
    "net charge-off": "Net charge-off, a year",
    "expected loss": "Expected loss",
    "net return": "Net return, a year",
}


def figures(summary: PortfolioSummary, changes: BookChanges | None) -> tuple[Figure, ...]:
    """The headline figures with their change over the month, without it where there is none."""
    if changes is None:
        last = summary.months[-1]
        return (
            Figure("Outstanding", "money", last.balance_cents),
            Figure("30+ DPD", "rate", last.share_30_plus),
            Figure("Expected loss", "money", summary.expected_loss_cents),
        )
    return tuple(
        Figure(
            FIGURES[one.figure],
            "money" if one.unit == "cents" else "rate",
            one.now,
            one.change,
            f"since {changes.before:%b %Y}",
        )
        for one in changes.figures
    )


def decisions(source: Source, limits: tuple[LimitState, ...]) -> tuple[str, ...]:
    """Limits near or over, applications that wait for a person, balance without a PD."""
    pressing = [limit_sentence(one, source.currency) for one in limits if one.state != "ok"]
    refer = [cell for cell in source.summary.offered.cells if cell.decision == "refer"]
    if refer:
        number = sum(cell.applications for cell in refer)
        pressing.append(f"{number:,} applications in the grey band wait for a person.")
    if source.loss.allowance.unscored_cents:
        unscored = money(source.loss.allowance.unscored_cents, source.currency)
        pressing.append(f"{unscored} of the balance has no PD: nothing is set aside for it.")
    return tuple(pressing) or ("Nothing: every limit has headroom and no application waits.",)

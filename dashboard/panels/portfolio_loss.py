"""The tab Loss: the allowance and why it moved, where the loss comes from, and what it rests on."""

import streamlit as st

from dashboard import columns, formats, page
from dashboard.charts.allowance_movement import allowance_movement
from dashboard.charts.loss_by_grade import loss_by_grade
from dashboard.findings import loss as says
from dashboard.findings.portfolio import loss_source
from dashboard.glossary import term
from dashboard.panels.portfolio_loss_basis import show_basis
from dashboard.panels.portfolio_loss_segments import show_segments
from dashboard.queries import loss, portfolio, version
from pipelines.portfolio.loss import AllowanceMovement, LossBook

STAGES = {
    1: "1: no significant increase in risk",
    2: "2: significant increase in risk",
    3: "3: in default, 90+ days late",
}


def show_loss(version_id: str) -> None:
    """What the open loans, or the offers of a book without loans, may lose."""
    found, currency = loss.book(version_id), version().book.currency
    if found is None:
        _show_offers(version_id, currency)
        return
    _show_movement(found, currency)
    _show_stages(found, currency)
    show_segments(version_id, currency)
    show_basis(found, currency)


def _show_movement(found: LossBook, currency: str) -> None:
    movement = found.movement
    sentence = says.moved(found, currency)
    behind = says.why_moved(movement, currency)
    page.finding(sentence, behind)
    if not (movement.opening_cents or movement.closing_cents):
        return
    ends = [
        (name, f"Allowance {formats.month(day)}", cents)
        for name, day, cents in (
            ("opening", movement.opened_on, movement.opening_cents),
            ("closing", movement.closed_on, movement.closing_cents),
        )
    ]
    lines = [(line.name, says.LINES[line.name], line.cents) for line in movement.lines]
    page.chart(
        f"The allowance from {formats.month(movement.opened_on)} to "
        f"{formats.month(movement.closed_on)}",
        allowance_movement(ends[0], lines, ends[1], currency),
        loss.movement_rows(movement, says.LINES),
        alt=f"{sentence} {behind}",
        name="allowance-movement",
    ).caption(
        f"n = {formats.plural(len(found.loans), 'open loan')}. {term('Allowance')} Fell later and "
        "caught up: loans that changed their bucket of days past due. A month on: same bucket, "
        "less is owed, and less time is left to default in. The top-up is what charge-offs "
        "exceeded their allowance by, less recoveries taken to income. Grey: the allowance used. "
        "All lines add up to the cent."
    )
    with st.expander("The movement as a table, by stage"):
        _show_lines(movement, currency)


def _show_lines(movement: AllowanceMovement, currency: str) -> None:
    page.table(
        loss.movement_rows(movement, says.LINES),
        {
            "line": columns.text("Line", pinned=True),
            "cents": columns.money("All stages", currency, cents=True),
            **{
                f"stage_{stage}": columns.money(f"Stage {stage}", currency, cents=True)
                for stage in STAGES
            },
        },
        height="content",
        alt="The movement of the allowance by line and stage",
    )
    st.caption(
        "Under CECL there are no stages: the movement is the first column. A loan's change counts "
        "in the stage it ends in; its opening amount moves there first."
    )


def _show_stages(found: LossBook, currency: str) -> None:
    """The allowance by stage, IFRS 9 beside CECL."""
    st.markdown("**What is set aside, by stage**")
    rows = portfolio.frame(found.allowance.stages)
    rows["stage"] = [STAGES[stage.stage] for stage in found.allowance.stages]
    rows["coverage"] = [stage.coverage for stage in found.allowance.stages]
    rows["cecl_cents"] = rows["allowance_cents"]
    page.table(
        rows,
        {
            "stage": columns.text("IFRS 9 stage", pinned=True),
            "loans": columns.count("Loans"),
            "balance_cents": columns.money("Balance", currency),
            "allowance_cents": columns.money("IFRS 9 allowance", currency),
            "cecl_cents": columns.money("CECL, lifetime", currency),
            "coverage": columns.rate("Of the balance"),
        },
        height="content",
        alt="Loans, balance and allowance by IFRS 9 stage, beside CECL",
    )
    st.caption(
        formats.markdown(
            f"{says.same_under_both(found)} {term('IFRS 9 stage')} Amounts are not discounted."
        )
    )


def _show_offers(version_id: str, currency: str) -> None:
    """What the offers may lose where nothing has been lent yet."""
    rows = portfolio.loss_by_grade(version_id, "offers")
    sentence = loss_source(rows, currency)
    page.finding(sentence)
    page.chart(
        "Expected loss against amount offered, by grade",
        loss_by_grade(rows, formats.symbol(currency)),
        portfolio.frame(rows),
        alt=sentence,
        name="loss-by-grade",
    ).caption(formats.markdown(f"{term('Expected loss')} {portfolio.loss_assumption()}"))
    page.table(
        portfolio.frame(rows),
        {
            "grade": columns.text("Grade"),
            "exposure_cents": columns.money("Exposure", currency),
            "loss_cents": columns.money("Expected loss", currency),
        },
        alt="Exposure and expected loss by grade",
    )

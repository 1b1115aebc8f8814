"""What other cut-offs, limits and prices would earn."""

import numpy as np
import pandas as pd
import streamlit as st

from dashboard import formats, page
from dashboard.charts.policy import Against, frontier
from dashboard.charts.policy_changes import prices
from dashboard.charts.policy_sweep import cut_offs
from dashboard.findings import policy as findings
from dashboard.queries.simulation import Trial
from pipelines.simulation.sweep import Sweep

SWITCH: dict[str, Against] = {"Expected loss": "loss", "Approval rate": "approval"}


def show_cut_offs(trial: Trial) -> None:
    """Expected profit at every cut-off, with today, the draft and the best one marked."""
    today, draft = trial.totals
    swept = trial.swept(trial.after)
    sweep = swept.sweep
    best = sweep.best
    marks = {"Today": (trial.before.cut_off, float(today.profit_cents))}
    if trial.is_changed:
        marks["Draft"] = (trial.after.cut_off, float(draft.profit_cents))
    if sweep.approved[best]:
        marks["Optimum"] = (float(sweep.cut_offs[best]), float(sweep.profit_cents[best]))
    sentence = findings.best_cut_off(sweep, draft, trial.after.cut_off, trial.currency)
    page.finding(sentence)
    before = trial.swept(trial.before).sweep if trial.is_changed else None
    if before is not None and _same(before, sweep):
        before = None
    card = page.chart(
        "Profit by cut-off",
        cut_offs((sweep, swept.low, swept.high), before, marks, trial.currency),
        _frame(sweep).assign(profit_low_cents=swept.low, profit_high_cents=swept.high),
        alt=sentence,
        name="cut-offs",
    )
    card.caption(
        f"n = {formats.count(sweep.applications)} applications. Each point is the whole book "
        "decided with another cut-off, everything else as in that policy; the band is the 95 % "
        "interval over merchants. Optimum: the best cut-off, all else equal."
    )


def show_frontier(trial: Trial) -> None:
    """The efficient frontier against loss or approvals."""
    found = trial.frontier()
    today, draft = trial.totals
    sentence = findings.on_the_frontier(found, draft, trial.currency)
    chosen = st.segmented_control(
        "Profit against", list(SWITCH), default=next(iter(SWITCH)), required=True,
        key="frontier-against",
    )  # fmt: skip
    against = SWITCH.get(str(chosen), "loss")
    page.finding(sentence)
    best = found.sweep.best if len(found.limits) else None

    def place(loss: float, rate: float, profit: float) -> tuple[float, float]:
        return (loss if against == "loss" else rate, profit)

    marks = {"Today": place(today.loss_cents, today.approval_rate, today.profit_cents)}
    if trial.is_changed:
        marks["Draft"] = place(draft.loss_cents, draft.approval_rate, draft.profit_cents)
    if best is not None:
        sweep = found.sweep
        marks["Optimum"] = place(
            float(sweep.loss_cents[best]),
            float(sweep.approval_rate[best]),
            float(sweep.profit_cents[best]),
        )
    card = page.chart(
        f"Profit against {str(chosen).lower()}",
        frontier(found, marks, against, trial.currency),
        _frame(found.sweep).assign(
            limits=found.limits,
            efficient_by_loss=found.by_loss,
            efficient_by_approval=found.by_approval,
        ),
        alt=sentence,
        name="frontier",
    )
    card.caption(
        f"n = {formats.count(found.sweep.applications)} applications. Grey lines: the draft's "
        "cut-offs with its limit rules times 0.5, 0.75, 1, 1.5 and 2, the cap as it is. Efficient: "
        "no other of these policies earns more for as little loss, or for as many approvals. "
        "Optimum: the highest expected profit among them."
    )


def show_prices(trial: Trial) -> None:
    """What dearer or cheaper offers would earn, by the take-up that the policy assumes."""
    levels = trial.price_levels()
    if not levels.taken_up.any():
        st.markdown("The draft lends to nobody, so no price can be tried.")
        return
    sentence = findings.priced(levels, trial.currency)
    page.finding(sentence)
    card = page.chart(
        "Take-up by price", prices(levels, trial.currency), pd.DataFrame(vars(levels)),
        alt=sentence, name="prices",
    )  # fmt: skip
    points = ", ".join(
        f"{formats.rate(share, 0)} at {formats.rate(apr, 0)}"
        for apr, share in zip(trial.after.take_up.aprs, trial.after.take_up.shares, strict=True)
    )
    card.caption(
        f"n = {formats.count(trial.totals[1].approved)} offers. Take-up by APR is an assumption of "
        f"the policy ({points}), until offers and acceptances are recorded; it takes those who "
        "accept dear offers to be no riskier. Cut-offs stay where they are."
    )


def _same(one: Sweep, other: Sweep) -> bool:
    """Whether the two earn the same at every cut-off: then only the cut-off was moved."""
    _, first, second = np.intersect1d(one.cut_offs, other.cut_offs, return_indices=True)
    return bool((one.profit_cents[first] == other.profit_cents[second]).all())


def _frame(sweep: Sweep) -> pd.DataFrame:
    columns = {name: np.asarray(value) for name, value in vars(sweep).items() if np.ndim(value)}
    return pd.DataFrame(columns)

"""Two policies side by side: expected, and as far as outcomes are known."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from dashboard import formats, page
from dashboard.findings.policy import really_lost
from dashboard.panels.policy import VOLUME, counts_span, money_span, points_span, signed
from dashboard.queries.simulation import Trial
from pipelines.simulation.realised import Realised

SAME = "no change"


def show_against(trial: Trial) -> None:
    """Draft against today: expected, then really."""
    show_totals(trial)
    show_realised(trial)


def show_totals(trial: Trial, names: tuple[str, str] = ("Today", "Draft")) -> None:
    """The two policies side by side, with the change and how much it depends on who applied."""
    frame = pd.DataFrame(_rows(trial), columns=["", *names, "Change (95 % interval)"])
    st.table(
        frame.map(formats.markdown),
        hide_index=True,
        border="horizontal",
        alt=f"{names[0]} beside {names[1]}",
    )
    st.caption(
        f"{formats.count(trial.totals[0].applications)} applications of "
        f"{formats.count(trial.cases.merchants)} merchants. The interval resamples merchants: how "
        "much the change depends on who happened to apply. PDs and economics are taken as given; "
        "limits of the book as a whole are not judged."
    )


def show_realised(trial: Trial) -> None:
    """What each would really have lost on the applications whose outcome is known."""
    found = trial.realised
    if not any(one.known for one in found):
        st.caption("No outcome is known yet, so nothing can be said of what was really lost.")
        return
    subject = "The draft" if trial.is_changed else "Today's policy"
    page.finding(really_lost(subject, found[1], trial.currency))
    sides = zip(("Today", "Draft"), found, strict=True)
    frame = pd.DataFrame(
        [_real(name, one, trial.currency) for name, one in sides],
        columns=["", "Lent to", "Known", "Defaulted (95 % interval)", "Offered to the known",
                 "Expected loss", "Would have lost"],
    )  # fmt: skip
    st.table(
        frame.map(formats.markdown), hide_index=True, border="horizontal",
        alt="What each policy would have lost where the outcome is known",
    )  # fmt: skip
    st.caption(
        "Outcomes are known only of those whom an earlier policy lent to. Whom only the draft "
        "would take stays unseen, and they are likely to be worse. Offers count in full here."
    )


def _real(name: str, found: Realised, currency: str) -> tuple[str, ...]:
    rate = found.default_rate
    span = f"{formats.rate(rate.low)} to {formats.rate(rate.high)}" if rate else ""
    return (
        name,
        formats.count(found.lent),
        formats.count(found.known),
        f"{formats.rate(rate.estimate)} ({span})" if rate else formats.NO_VALUE,
        formats.money(found.volume_cents, currency),
        formats.money(found.expected_loss_cents, currency),
        formats.money(found.loss_cents, currency),
    )


def _rows(trial: Trial) -> list[tuple[str, ...]]:
    today, draft = trial.totals
    _, changes = trial.intervals()
    currency = trial.currency

    def row(
        label: str, name: str, show: Callable[..., str], sign: Callable[..., str], span: str | None
    ) -> tuple[str, ...]:
        before, after = getattr(today, name), getattr(draft, name)
        change = sign(after - before) + (f" ({span})" if span else "")
        return label, show(before), show(after), SAME if before == after else change

    def money(label: str, name: str) -> tuple[str, ...]:
        span = money_span(changes[name], currency)
        return row(label, name, lambda v: formats.money(v, currency),
                   lambda v: signed(v, currency), span)  # fmt: skip

    def number(label: str, name: str, span: str | None) -> tuple[str, ...]:
        return row(label, name, "{:,d}".format, "{:+,d}".format, span)

    def rate(label: str, name: str, span: str | None) -> tuple[str, ...]:
        return row(label, name, lambda v: formats.rate(v, 2), formats.points, span)

    return [
        number("Approved", "approved", counts_span(changes["approved"])),
        rate("Approval rate", "approval_rate", points_span(changes["approval_rate"])),
        number("Needs a person", "referred", None),
        money(VOLUME[trial.basis], "volume_cents"),
        money("Expected loss", "loss_cents"),
        rate("Expected loss of the volume", "loss_rate", None),
        money("Expected profit", "profit_cents"),
    ]

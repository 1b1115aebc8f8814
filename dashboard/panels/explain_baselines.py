"""What the baseline changes: how many of those turned away keep their reasons against another."""

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page, states
from dashboard.charts.baselines import agreement_map
from dashboard.findings import explain_baselines as says
from dashboard.panels.baselines import SHORT
from dashboard.queries import explain_baselines as stored

SHARED: dict[str, stored.Shared] = {"All of up to four": "same_set", "The first": "same_first"}
WHY = (
    "A reason says how an applicant differs from somebody. Each baseline names whom; all are true, "
    "and a policy chooses which of them is stated."
)


def show_baselines(version_id: str) -> None:
    """Agreement of the reasons against every two baselines, and who gets which reason."""
    total = stored.turned_away(version_id)
    if not stored.is_stored(version_id):
        _show_nothing(total)
        return
    pairs = stored.pairs(version_id)
    _show_agreement(pairs, total)
    _show_reasons(stored.reasons(version_id))


def _show_nothing(total: int) -> None:
    if not total:
        st.markdown("Nobody was declined or referred, so there are no reasons to compare.")
        return
    states.no_data(
        "reasons by baseline",
        "No baselines were kept with the model when this book was scored.",
        "python -m pipelines score",
    )


def _show_agreement(pairs: pd.DataFrame, total: int) -> None:
    sentence = says.agreement(pairs)
    page.finding(sentence)
    chosen = st.segmented_control(
        "Reasons that have to be the same", list(SHARED), default=next(iter(SHARED)),
        required=True, key="shared", bind="query-params",
    )  # fmt: skip
    card = page.chart(
        "Applicants with the same reasons against both baselines",
        agreement_map(pairs, SHARED[str(chosen)], stored.NAMES),
        pairs,
        alt=sentence,
        name="baselines",
    )
    card.caption(
        f"{int(pairs['n'].max()):,} of {total:,} declined or referred applications, drawn by a "
        f"fixed rule. The stronger the colour, the fewer keep their reasons, in any order. {WHY}"
    )


def _show_reasons(found: pd.DataFrame) -> None:
    page.finding(says.reasons(found))
    page.titled("Who gets which reason, by baseline", found, "baseline-reasons")
    shares = {
        name: columns.rate(SHORT[name], digits=0, help=label)
        for name, label in stored.NAMES.items()
        if name in found.columns
    }
    page.table(
        found,
        {
            "statement": columns.text("Reason", width=320, pinned=True),
            "code": columns.text("Code"),
            **shares,
            "span": columns.rate("Span", digits=0, help="Largest share less the smallest"),
        },
        alt="Share of those turned away who get each reason, by baseline",
        height="content",
    )
    st.caption(
        f"Share of the same {formats.plural(int(found['n'].max()), 'application')} who have the "
        "reason among their up to four; the reasons that the baseline changes most stand first."
    )

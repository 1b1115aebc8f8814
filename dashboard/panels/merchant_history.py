"""The merchant's score over time, what moved it last, and the score as pushes and pulls."""

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page
from dashboard.charts.force import force
from dashboard.charts.merchant_context import pd_over_time, what_moved
from dashboard.findings import merchant_context as findings
from dashboard.queries import merchant_context
from dashboard.queries.desk import desk
from dashboard.values import value
from pipelines.explain import Explanation, group_contributions
from pipelines.explain.score_history import Move, ScoreHistory, Scoring
from pipelines.features import Feature


def show_force(version_id: str, explanation: Explanation) -> None:
    """The driver groups as one bar: what pushes the score up from the base, and what down."""
    groups = group_contributions(explanation, desk(version_id).table.features)
    up = sum(part for _, part in groups if part > 0)
    down = sum(part for _, part in groups if part < 0)
    page.chart(
        "What pushes it up, what pulls it down",
        force(explanation.base, groups, explanation.score),
        pd.DataFrame(groups, columns=["driver_group", "contribution"]),
        alt=f"From the base {explanation.base:.2f}, driver groups push by {up:+.2f} and pull by "
        f"{down:+.2f} to the score {explanation.score:.2f}",
        name="force",
    )


def show_history(version_id: str, asked: pd.Series, currency: str) -> None:
    """Every scored application of the merchant up to this one, and what moved the last score."""
    found = merchant_context.scores_over_time(version_id, asked["application_id"])
    sentence = findings.over_time(found)
    page.finding(sentence)
    frame = scoring_frame(found, merchant_context.features(version_id), currency)
    if len(found.scorings) > 1:
        _draw(found, frame, sentence)
    _table(frame)
    st.caption(
        f"All scores are model `{found.model_id}`'s, over the features as they were on the day of "
        "each application; the decision is today's policy's. The driver groups' moves add up to "
        "the difference between two scores."
    )


def _draw(found: ScoreHistory, frame: pd.DataFrame, sentence: str) -> None:
    before, last = found.scorings[-2:]
    left, right = st.columns(2)
    with left:
        card = page.chart(
            "PD at each application", pd_over_time(frame), frame, alt=sentence, name="over-time"
        )
        card.caption(
            "Circle: approved, diamond: counter-offer, square: needs a person, "
            "cross: declined. Letters, where there are few, are grades."
        )
    with right:
        moves = [(move.group, move.change) for move in last.moves]
        page.chart(
            f"What moved it since {formats.day(before.applied_at)}",
            what_moved(before.score, moves, last.score),
            pd.DataFrame([vars(move) for move in last.moves]),
            alt=sentence,
            name="moved",
        )


def _table(frame: pd.DataFrame) -> None:
    newest = frame.iloc[::-1]
    title = f"{formats.plural(len(frame), 'scored application')}, newest first"
    page.titled(title, newest, "scores-over-time")
    page.table(
        newest.assign(open="/merchant?application=" + newest["application_id"]),
        {
            "open": columns.link(
                "Application", shown="application=(.*)", help="Opens the merchant"
            ),
            "applied_at": columns.day("Applied"),
            "pd": columns.pd(),
            "grade": columns.text("Grade"),
            "score": columns.number("Score", digits=3, help="Log-odds"),
            "change": columns.number("Change", digits=3, help="Log-odds since the one before"),
            "decision": columns.text("Decision"),
            "moved": columns.text("What moved it most", width="large"),
        },
        alt=title,
        height="content" if len(frame) < 12 else 420,
    )


def scoring_frame(found: ScoreHistory, known: dict[str, Feature], currency: str) -> pd.DataFrame:
    """One row an application, oldest first, with its change and the group behind it in words."""
    before: list[Scoring | None] = [None, *found.scorings[:-1]]
    return pd.DataFrame(
        [
            {
                "application_id": one.application_id,
                "applied_at": one.applied_at,
                "pd": one.pd,
                "grade": one.grade,
                "score": one.score,
                "change": one.score - earlier.score if earlier else float("nan"),
                "code": one.decision,
                "decision": findings.decision(one.decision),
                "moved": _moved(one.moves[0], known, currency) if one.moves else "",
            }
            for earlier, one in zip(before, found.scorings, strict=True)
        ]
    )


def _moved(move: Move, known: dict[str, Feature], currency: str) -> str:
    feature = known.get(move.feature)
    label, unit = (feature.label, feature.unit) if feature else (move.feature, "number")
    was, now = (value(each, unit, currency) for each in (move.before, move.after))
    return f"{move.group} {move.change:+.2f} ({label}: {was} → {now})"

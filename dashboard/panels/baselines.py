"""Whom a score is compared with: the switch, the waterfall against it, and which reasons hold."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page, queries
from dashboard.charts.merchant import waterfall
from dashboard.findings import merchant as findings
from dashboard.panels.explain_stability import stability_warning
from dashboard.queries import baselines
from dashboard.queries.desk import desk
from pipelines.errors import Refused
from pipelines.explain import Baselines, Explanation, group_contributions
from pipelines.explain.baselines import FITTED
from pipelines.explain.reasons_by_baseline import Support, against, support
from pipelines.explain.retrained_reasons import read_retrained_reasons
from pipelines.reasons import LANGUAGES, Language, Reason, Statement

SHORT = {
    FITTED: "Fitted",
    "all": "All",
    "cut-off": "Cut-off",
    "approved": "Approved",
    "best": "Best",
}


def choose_language() -> Language:
    """The language in which reasons are shown; in the address."""
    names = {name: code for code, name in LANGUAGES.items()}
    chosen = st.segmented_control(
        "Language of the reasons", list(names), default="English", required=True, key="language",
        bind="query-params", label_visibility="collapsed",
    )  # fmt: skip
    return "zh" if names[str(chosen)] == "zh" else "en"


def show_score(version_id: str, explanation: Explanation) -> tuple[str, Explanation]:
    """The waterfall against the chosen baseline; returns its name and the score against it."""
    found = baselines.baselines(version_id)
    labels = baselines.labels(found)
    chosen = _choose(labels)
    seen = baselines.seen(version_id, explanation, labels)
    one = next(one for one in seen if one.baseline == chosen)
    compared = against(explanation, one)
    _show_waterfall(version_id, compared, SHORT[chosen].lower(), _about(found, chosen))
    return chosen, compared


def show_holding(
    version_id: str, explanation: Explanation, given: Sequence[Reason], language: Language
) -> None:
    """Which reasons of the score hold under how many baselines, or why there are none."""
    found = baselines.baselines(version_id)
    if isinstance(found, Refused):
        st.caption(formats.markdown(str(found)))
        return
    seen = baselines.seen(version_id, explanation, baselines.labels(found))
    _show_support(support(seen), given, desk(version_id).statements, language)
    warning = stability_warning(read_retrained_reasons(queries.settings(), explanation.model_id))
    if warning:
        st.caption(f":material/warning: {warning}")


def _choose(labels: Mapping[str, str]) -> str:
    options = [SHORT[name] for name in labels]
    chosen = st.segmented_control(
        "Compared with", options, default=options[0], required=True, key="baseline",
        bind="query-params",
        help="A contribution says how the merchant differs from somebody: from the cases the model "
        "was fitted on, or from a frozen set of applicants of this book",
    )  # fmt: skip
    return next(name for name in labels if SHORT[name] == chosen)


def _show_waterfall(version_id: str, explanation: Explanation, whose: str, about: str) -> None:
    groups = group_contributions(explanation, desk(version_id).table.features)
    sentence = findings.additivity(explanation.base, groups, explanation.score, explanation.pd)
    card = page.chart(
        "How the score came about",
        waterfall(explanation.base, groups, explanation.score, whose),
        pd.DataFrame(groups, columns=["driver_group", "contribution"]),
        alt=sentence,
        name="waterfall",
    )
    card.caption(formats.markdown(f"{sentence} {about}"))


def _about(found: Baselines | Refused, name: str) -> str:
    """Who stands behind the base."""
    if name == FITTED or isinstance(found, Refused):
        return "The base is the mean over the cases the model was fitted on."
    one = next(one for one in found.sets if one.name == name)
    few = ", fewer than steady reasons take" if one.is_small else ""
    return (
        f"The base is the mean of {one.n:,} applications{few}: {one.label.lower()}, frozen at "
        f"version {found.data_version} with a cut-off of {formats.pd(found.cut_off)} PD "
        f"(policy {found.policy_version})."
    )


def _show_support(
    found: Sequence[Support],
    given: Sequence[Reason],
    statements: Mapping[str, Statement],
    language: Language,
) -> None:
    """Which reasons of the score hold under how many baselines."""
    codes = {reason.code for reason in given}
    rows = pd.DataFrame(
        {
            "reason": [statements[one.code].words(language) for one in found],
            "code": [one.code for one in found],
            "holds": [f"{one.holds} of {one.of}" for one in found],
            "under": [", ".join(SHORT[name] for name in one.ranks) for one in found],
            "given": ["yes" if one.code in codes else "no" for one in found],
        },
        columns=["holds", "code", "reason", "under", "given"],
    )
    page.finding(findings.holding(found, codes))
    page.titled("Which reasons hold under how many baselines", rows, "reasons-by-baseline")
    page.table(
        rows,
        {
            "holds": columns.text("Holds under"),
            "code": columns.text("Code"),
            "reason": columns.text("Reason", width="large"),
            "under": columns.text("Among the four largest against"),
            "given": columns.text("Given", help="Whether the decision states it"),
        },
        alt="Reasons of the score with the baselines under which they hold",
        height="content",
    )

"""What waits for a person: limits, merchants to watch, applications, findings, models."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import formats
from dashboard.charts.limits import described
from dashboard.findings import exposure as says
from dashboard.queries import exposure, models, portfolio, watch_list
from dashboard.queries.monitoring import monitoring

FIRST_LIMITS = 3


@dataclass(frozen=True)
class Waiting:
    """One thing that waits, in words, and the page where it is decided."""

    text: str
    view: str
    link: str
    icon: str
    query: Mapping[str, str] = field(default_factory=dict)


def show_waiting(version_id: str, currency: str, *, has_loans: bool = True) -> DeltaGenerator:
    """What needs a decision, each with the page where it is taken.

    Returns the place for the watch list, which takes longest and is filled once the page stands.
    """
    waiting = [
        *(_limits(version_id, currency) if has_loans else ()),
        *_applications(version_id, currency),
        *_findings(),
        *_model(version_id),
    ]
    with st.container(border=True, gap="xsmall"):
        st.markdown("**Needs a decision**")
        for one in waiting:
            _show(one)
        watched = st.empty()
        if not waiting:
            st.markdown(
                "No limit is near, no application in the grey band, no finding, no proposal, no "
                "model to train again."
            )
    return watched


def show_watched(version_id: str, currency: str, place: DeltaGenerator) -> None:
    """How many merchants to look at before they miss a payment, in the place held for it."""
    found = watch_list.listed(version_id)
    if found is not None and found.weaker:
        owed = formats.money(sum(merchant.owed_cents for merchant in found.weaker), currency)
        merchants = formats.plural(len(found.weaker), "merchant")
        text = f"{merchants} owing {owed} show signs of weakness: look before a payment is missed."
        with place:
            _show(_in_tab(text, "Watch list", ":material/visibility:"))


def _show(one: Waiting) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(formats.markdown(one.text), width="stretch")
        st.page_link(
            f"views/{one.view}.py", label=one.link, icon=one.icon, query_params=dict(one.query),
            width="content",
        )  # fmt: skip


def _in_tab(text: str, tab: str, icon: str) -> Waiting:
    """Something whose evidence stands in a tab of the Portfolio page."""
    return Waiting(text, "portfolio", tab, icon, {"tab": tab})


def _limits(version_id: str, currency: str) -> Iterator[Waiting]:
    """Limits breached or near, the most pressing first."""
    urgent = [one for one in exposure.states(version_id) if one.state in ("breached", "near")]
    for one in urgent[:FIRST_LIMITS]:
        text = f"{says.verb(one)}: {described(one, currency)}."
        yield _in_tab(text, one.link_tab, ":material/speed:")
    if len(urgent) > FIRST_LIMITS:
        text = f"{formats.plural(len(urgent) - FIRST_LIMITS, 'more limit')} breached or near."
        yield _in_tab(text, "Concentration", ":material/speed:")


def _applications(version_id: str, currency: str) -> Iterator[Waiting]:
    applications, requested = portfolio.referred(version_id)
    if applications:
        asked = f" asking for {formats.money(requested, currency)}" if requested else ""
        number = formats.plural(applications, "application")
        text = f"{number}{asked} in the grey band: a person decides."
        yield Waiting(text, "applicants", "Open applicants", ":material/group:")


def _findings() -> Iterator[Waiting]:
    if serious := portfolio.serious_findings():
        text = (
            f"{formats.plural(len(serious), 'model finding')} of high severity, the oldest open "
            f"since {formats.day(min(finding.found_at for finding in serious))}."
        )
        yield Waiting(text, "review", "Open review", ":material/verified:")


def _model(version_id: str) -> Iterator[Waiting]:
    """Open proposals, and a champion that should be trained again."""
    link = "models", "Open models", ":material/model_training:"
    proposed = [promotion for promotion in models.promotions() if promotion.is_open]
    for promotion in proposed:
        text = f"{promotion.proposed_by} proposes {promotion.model_id} as champion: a second person"
        yield Waiting(f"{text} decides.", *link)
    champion = next((m for m in models.manifests() if models.is_champion(m.model_id)), None)
    found = monitoring(version_id, champion) if champion else None
    if found is not None and not isinstance(found, str) and found.verdict == "retrain":
        yield Waiting(f"Train the model again? {found.evidence[0]}", *link)

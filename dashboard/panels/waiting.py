"""What waits for a person: applications, findings, proposals of a champion, a model to renew."""

from collections.abc import Iterator
from dataclasses import dataclass

import streamlit as st

from dashboard import formats
from dashboard.queries import models, portfolio
from dashboard.queries.monitoring import monitoring


@dataclass(frozen=True)
class Waiting:
    """One thing that waits, in words, and the page where it is decided."""

    text: str
    view: str
    link: str
    icon: str


def show_waiting(version_id: str, currency: str) -> None:
    """What needs a decision, each with the page where it is taken."""
    waiting = [*_applications(version_id, currency), *_findings(), *_model(version_id)]
    with st.container(border=True, gap="small"):
        st.markdown("**Needs a decision**")
        for one in waiting:
            st.markdown(formats.markdown(one.text))
            st.page_link(f"views/{one.view}.py", label=one.link, icon=one.icon)
        if not waiting:
            st.markdown(
                "Nothing waits: no application in the grey band, no finding, no proposal, no model "
                "to train again."
            )


def _applications(version_id: str, currency: str) -> Iterator[Waiting]:
    applications, requested = portfolio.referred(version_id)
    if applications:
        asked = f" asking for {formats.money(requested, currency)}" if requested else ""
        number = formats.plural(applications, "application")
        text = f"{number}{asked} in the grey band: a person decides."
        yield Waiting(text, "applicants", "Open applicants", ":material/group:")


def _findings() -> Iterator[Waiting]:
    if serious := portfolio.serious_findings():
        text = f"{formats.plural(serious, 'model finding')} of high severity."
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

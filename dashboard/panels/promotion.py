"""A change of champion: proposed by one person with a reason, decided by another."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page
from dashboard.panels.sign_off import NAME_HELP
from dashboard.queries import models, settings
from pipelines.errors import Refused
from pipelines.model import Manifest, approve, propose, reject
from pipelines.store import Promotion


def challengers(manifests: list[Manifest]) -> list[str]:
    """The models that can be proposed: not the champion, and not proposed already."""
    held = models.role()
    open_ = {one.model_id for one in models.promotions() if one.is_open}
    taken = open_ | ({held.model_id} if held else set())
    return [m.model_id for m in manifests if m.model_id not in taken]


def show_proposals() -> None:
    """Every open proposal with its evidence and the form of the second person."""
    for proposed in models.promotions():
        if proposed.is_open:
            with st.container(border=True):
                _show_proposal(proposed)


def _show_proposal(proposed: Promotion) -> None:
    st.markdown(
        f":material/how_to_vote: **{proposed.model_id} is proposed as champion** by "
        f"{formats.markdown(proposed.proposed_by)} on {formats.moment(proposed.proposed_at)}: "
        f"{formats.markdown(proposed.reason)}"
    )
    st.markdown("\n".join(f"- {formats.markdown(line)}" for line in evidence(proposed.evidence)))
    with st.form(f"decide-{proposed.promotion_id}", border=False):
        st.markdown("A champion takes a second person: whoever proposed it cannot decide it.")
        actor = st.text_input("Your name", max_chars=80, help=NAME_HELP)
        note = st.text_area("What you checked", max_chars=500, height=80)
        with st.container(horizontal=True):
            yes = st.form_submit_button("Approve", type="primary")
            no = st.form_submit_button("Reject")
    if yes or no:
        decide = approve if yes else reject
        _recorded(
            lambda: decide(settings(), proposed.promotion_id, actor=actor or "", note=note or "")
        )


def evidence(found: dict[str, Any]) -> list[str]:
    """The figures that were true when it was proposed, one sentence each."""
    low, high = found["auc_ci"]
    lines = [
        f"AUC {found['auc']:.3f} ({low:.3f} to {high:.3f}) on {found['n']:,} judged cases, "
        f"ECE {found['ece']:.3f}"
    ]
    if found.get("hold_out_use"):
        lines.append(f"Its hold-out had judged {formats.plural(found['hold_out_use'], 'model')}")
    lines += [f"Warning: {warning}" for warning in found.get("warnings", ())]
    return [*lines, *_against(found)]


def _against(found: dict[str, Any]) -> list[str]:
    if "against_champion" not in found:
        return []
    pair = found["against_champion"]
    if pair is None:
        return ["No cases in common with the champion: no fair comparison"]
    minus = pair["difference"]
    verdict = "no difference beyond noise" if pair["better"] is None else f"{pair['better']} better"
    return [
        f"AUC of {pair['first']} minus champion {pair['second']}: {minus['estimate']:+.3f} "
        f"({minus['low']:+.3f} to {minus['high']:+.3f}) on {pair['n']:,} common cases: {verdict}"
    ]


def propose_form(candidates: list[str], key: str) -> None:
    """Propose one of the candidates; its figures are kept with the proposal."""
    with st.form(key, border=False):
        st.markdown(
            "The champion stays until somebody else approves. The proposal keeps the model's "
            "figures and its comparison with the champion as they are now."
        )
        model_id = st.selectbox("Model", candidates)
        actor = st.text_input("Your name", max_chars=80, help=NAME_HELP)
        reason = st.text_area("Reason", max_chars=500, height=80)
        sent = st.form_submit_button("Propose", type="primary")
    if sent and model_id is not None:
        _recorded(lambda: propose(settings(), model_id, actor=actor or "", reason=reason or ""))


def _recorded(work: Callable[[], Promotion]) -> None:
    """Do it and draw the page again, or say why it was refused."""
    try:
        work()
    except Refused as refusal:
        st.error(formats.markdown(str(refusal)), icon=":material/block:")
        return
    st.rerun()


def show_decided() -> None:
    """Every change of champion that was proposed, newest first."""
    found = models.promotions()
    if not found:
        st.markdown("No change of champion has been proposed on this store yet.")
        return
    rows = pd.DataFrame(
        [
            {
                "proposed_at": pd.Timestamp(one.proposed_at).tz_convert(None),
                "model_id": one.model_id,
                "proposed_by": one.proposed_by,
                "reason": one.reason,
                "verdict": one.verdict or "open",
                "decided_by": one.decided_by or "",
                "note": one.note or "",
            }
            for one in found
        ]
    )
    page.titled(formats.plural(len(rows), "proposed change of champion",
                               "proposed changes of champion"), rows, "promotions")  # fmt: skip
    page.table(
        rows,
        {
            "proposed_at": columns.moment("Proposed (UTC)"),
            "model_id": columns.text("Model"),
            "proposed_by": columns.text("By"),
            "reason": columns.text("Reason", width="large"),
            "verdict": columns.text("Verdict"),
            "decided_by": columns.text("Decided by"),
            "note": columns.text("Note", width="large"),
        },
        alt="Proposed changes of champion, newest first",
    )

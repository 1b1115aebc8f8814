"""The first screen of the Models page: who decides, warnings, champion beside rivals, the runs."""

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page
from dashboard.charts.auc import Candidate, auc_intervals
from dashboard.findings import models as says
from dashboard.findings import monitoring as watched
from dashboard.glossary import term
from dashboard.queries import models
from pipelines.model import Manifest
from pipelines.store import SignOff


def show_warnings(champion: Manifest) -> None:
    """What the training warned of, before any figure."""
    labels = models.labels()
    for warning in champion.warnings:
        text = watched.named(warning, labels)
        st.warning(formats.markdown(f"{text[:1].upper()}{text[1:]}."), icon=":material/warning:")


def show_provenance(champion: Manifest) -> None:
    """One line: since when it decides, who gave it the role, who signed, what it learned from."""
    held, signed = models.role(), models.approval(champion.model_id)
    since = f"Champion {champion.model_id}"
    if held is not None:
        since += f" since {formats.day(held.assigned_at)}, by {held.actor} ({held.reason})"
    learned = (
        f"learned from {champion.fitted_n:,} outcomes of data version {champion.data_version}, "
        f"trained {formats.day(pd.Timestamp(champion.trained_at))}"
    )
    st.caption(formats.markdown(f"{since}; {signature(signed)}; {learned}."))


def signature(signed: SignOff | None) -> str:
    """A model's newest verdict in words."""
    if signed is None:
        return "signed off by nobody yet"
    return f"{signed.verdict} by {signed.actor} on {formats.day(signed.signed_at)}"


def show_quality(champion: Manifest, manifests: list[Manifest]) -> None:
    """The finding and the main chart: the champion, its rivals and the champion before it."""
    rivals = says.rivals(champion, models.report(champion))
    sentence = says.quality(champion, rivals)
    page.finding(sentence)
    named = [Candidate(f"Champion {champion.model_id}", champion.metrics.auc, True)]
    named += [Candidate(rival.name, rival.auc) for rival in rivals]
    named += _previous(champion, manifests)
    rows = pd.DataFrame(
        [(c.label, c.auc.estimate, c.auc.low, c.auc.high, champion.metrics.n) for c in named],
        columns=["candidate", "auc", "low", "high", "n"],
    )
    card = page.chart(
        "AUC of champion and rivals on the same cases, with 95 % intervals",
        auc_intervals(named, champion.metrics.n),
        rows,
        alt=sentence,
        name="auc",
    )
    low, high = champion.auc_range
    spread = f" AUC over all repeats: {low:.3f} to {high:.3f}." if low != high else ""
    used = says.hold_out(models.hold_out_uses(champion))
    judged = f"{champion.split[:1].upper()}{champion.split[1:]}"
    text = f"{judged}; n = {champion.metrics.n:,}.{spread} {used}".strip()
    card.caption(formats.markdown(text))


def show_hold_out(champion: Manifest) -> None:
    """A caution where the hold-out has judged many models."""
    uses = models.hold_out_uses(champion)
    if uses >= says.MANY_USES:
        st.warning(formats.markdown(says.hold_out(uses)), icon=":material/replay:")


def _previous(champion: Manifest, manifests: list[Manifest]) -> list[Candidate]:
    """The champion before this one, where it was judged on the same hold-out."""
    before = models.previous_champion(champion.model_id)
    found = next((m for m in manifests if m.model_id == before), None)
    if found is None or not champion.hold_out or found.hold_out != champion.hold_out:
        return []
    return [Candidate(f"Previous champion {found.model_id}", found.metrics.auc)]


def show_runs(manifests: list[Manifest]) -> None:
    """Every registered model with its figures."""
    runs = pd.DataFrame(
        [
            {
                "trained_at": pd.Timestamp(m.trained_at).tz_convert(None),
                "model_id": m.model_id,
                "role": models.role_of(m.model_id),
                "n": m.n,
                "bads": m.bads,
                "auc": m.metrics.auc.estimate,
                "interval": says.interval(m.metrics.auc),
                "ks": m.metrics.ks,
                "brier": m.metrics.brier,
                "ece": m.metrics.ece,
                "trees": m.trees,
                "seed": m.seed,
                "data_version": m.data_version,
                "seconds": m.seconds,
            }
            for m in manifests
        ]
    )
    page.titled(formats.plural(len(runs), "registered model"), runs, "models")
    page.table(
        runs,
        {
            "model_id": columns.text("Model", pinned=True),
            "role": columns.text("Role"),
            "trained_at": columns.moment("Trained (UTC)"),
            "n": columns.count("Outcomes"),
            "bads": columns.count("Bad"),
            "auc": columns.number("AUC", digits=3, help=term("AUC")),
            "interval": columns.text("95 % interval"),
            "ks": columns.rate("KS", help=term("KS")),
            "brier": columns.number("Brier", digits=3, help=term("Brier")),
            "ece": columns.number("ECE", digits=3, help=term("ECE")),
            "trees": columns.count("Trees"),
            "seed": columns.text("Seed"),
            "data_version": columns.text("Data version"),
            "seconds": columns.number("Seconds", digits=1),
        },
        alt="Registered models, newest first",
    )

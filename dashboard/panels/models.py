"""The first screen of the Models page: cards, the champion beside its baselines, the runs."""

import pandas as pd
import streamlit as st

from dashboard import columns, formats, page
from dashboard.charts.auc import Candidate, auc_intervals
from dashboard.findings import models as says
from dashboard.glossary import term
from dashboard.queries import models
from pipelines.model import Manifest
from pipelines.monitoring import Shift
from pipelines.store import SignOff


def show_cards(champion: Manifest, version_id: str) -> None:
    """The champion in five numbers."""
    held, calibrated = models.role(), says.calibration(champion.calibration_table)
    reach, metrics = models.reach(version_id), champion.metrics
    none_beaten = says.beaten(champion).startswith("0")
    page.cards(
        [
            page.Card(
                "Champion since",
                formats.day(held.assigned_at) if held else formats.NO_VALUE,
                help="The model that decides. Its role is recorded with who gave it and why.",
                change=champion.model_id,
            ),
            page.Card(
                "AUC",
                f"{metrics.auc.estimate:.3f}",
                help=f"{term('AUC')} Interval by DeLong, 95 %.",
                change=f"{says.interval(metrics.auc)}",
            ),
            page.Card(
                "Baselines beaten",
                says.beaten(champion),
                help="Baselines whose AUC is below the champion's by more than chance: the 95 % "
                "interval of the paired difference lies above zero.",
                change="none beyond chance" if none_beaten else "beyond chance",
                tone="worse" if none_beaten else "neutral",
            ),
            page.Card(
                "Calibration",
                calibrated.verdict,
                help="A bin agrees where the 95 % interval of its observed default rate (Jeffreys) "
                "holds its mean PD. Off: more bins miss than chance explains.",
                change=f"{calibrated.bins - calibrated.missed} of {calibrated.bins} bins agree",
                tone="neutral" if calibrated.agrees else "worse",
            ),
            _shift_card(reach),
        ]
    )


def show_provenance(champion: Manifest) -> None:
    """One line: who gave the champion its role, who signed it off, what it was trained on."""
    held, signed = models.role(), models.approval(champion.model_id)
    parts = [f"Made champion by {held.actor} ({held.reason})"] if held else []
    parts.append(signature(signed))
    parts.append(f"trained on version {champion.data_version}")
    st.caption(formats.markdown("; ".join(parts) + "."))


def signature(signed: SignOff | None) -> str:
    """A model's newest verdict in words."""
    if signed is None:
        return "signed off by nobody yet"
    return f"{signed.verdict} by {signed.actor} on {formats.day(signed.signed_at)}"


def _shift_card(shift: Shift | None) -> page.Card:
    help_text = (
        f"{term('PSI')} Here: scores of applications without a known outcome against those with "
        "one. Read with the value that sampling alone stays under 95 times in 100."
    )
    if shift is None:
        return page.Card("Score shift (PSI)", formats.NO_VALUE, help=help_text, change="too few")
    return page.Card(
        "Score shift (PSI)",
        f"{shift.psi:.2f}",
        help=help_text,
        change=f"chance reaches {shift.bound:.2f}",
        tone="worse" if shift.psi > max(shift.bound, 0.25) else "neutral",
    )


def show_quality(champion: Manifest) -> None:
    """The finding and the main chart: champion and baselines with intervals."""
    page.finding(says.quality(champion))
    named = [Candidate(f"Champion {champion.model_id}", champion.metrics.auc, True)]
    named += [Candidate(baseline.label, baseline.auc) for baseline in champion.baselines]
    rows = pd.DataFrame(
        [(c.label, c.auc.estimate, c.auc.low, c.auc.high, champion.metrics.n) for c in named],
        columns=["candidate", "auc", "low", "high", "n"],
    )
    card = page.chart(
        "AUC of champion and baselines on the same cases, with 95 % intervals",
        auc_intervals(named, champion.metrics.n),
        rows,
        alt=says.quality(champion),
        name="auc",
    )
    low, high = champion.auc_range
    spread = f" AUC over all repeats: {low:.3f} to {high:.3f}." if low != high else ""
    card.caption(formats.markdown(f"n = {champion.metrics.n:,}. {champion.split}.{spread}"))


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
            "data_version": columns.text("Trained on version"),
            "seconds": columns.number("Seconds", digits=1),
        },
        alt="Registered models, newest first",
    )

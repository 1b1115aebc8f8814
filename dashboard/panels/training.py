"""Training, scoring and changing the champion from the Models page."""

from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard import formats, jobs
from dashboard.findings.models import interval
from dashboard.jobs import Job
from dashboard.queries import models, settings
from pipelines.model import Manifest
from pipelines.settings import Settings
from pipelines.stages import ScoringReport, TrainedModel, score_book, train_model
from pipelines.store import Workbench

JOB = "training"
SHARE_OF_TRAINING = 0.9


def train_and_score(job: Job, chosen: Settings) -> TrainedModel:
    """Train a champion, then score the book with it; stops between and during the fits."""
    trained = train_model(
        chosen,
        progress=lambda done, what: job.report(done * SHARE_OF_TRAINING, what),
        stop=job.stop.is_set,
    )
    score(job, chosen, start=SHARE_OF_TRAINING)
    return trained


def score(job: Job, chosen: Settings, *, start: float = 0.0) -> ScoringReport:
    """Score the book with the champion."""
    return score_book(
        chosen,
        progress=lambda done, what: job.report(start + (1 - start) * done, f"Scoring: {what}"),
    )


def show_training() -> None:
    """Progress of the running training, or its result until it is dismissed."""
    jobs.show_progress(JOB, done=_show_result)


def _show_result(result: Any) -> None:
    with st.container(border=True):
        if isinstance(result, TrainedModel):
            record = result.training.manifest
            metrics = record.metrics
            text = (
                f"Trained {record.model_id} in {record.seconds:.0f} s: AUC "
                f"{metrics.auc.estimate:.3f} ({interval(metrics.auc)}). The book is scored with it."
            )
        else:
            text = f"Scored {result.applications:,} applications with {result.model_id}."
        st.markdown(f":material/check_circle: {formats.markdown(text)}")
        st.button("Dismiss", on_click=jobs.worker().forget, args=(JOB,))


def show_actions(manifests: list[Manifest], scored_by: str | None) -> None:
    """The buttons: train, score, give the champion's role to another model."""
    job = jobs.worker().job(JOB)
    busy = job is not None and job.running
    champion = models.role()
    with st.container(horizontal=True):
        with st.popover("Train a model", icon=":material/model_training:", disabled=busy):
            _train_form()
        if len(manifests) > 1:
            with st.popover("Change the champion", icon=":material/swap_horiz:", disabled=busy):
                _champion_form(manifests)
    if champion is not None and scored_by != champion.model_id and not busy:
        st.warning(
            f"The book is scored by {scored_by or 'no model'}, not by the champion "
            f"{champion.model_id}: scores, reasons and offers on all pages are not the champion's.",
            icon=":material/warning:",
        )
        if st.button("Score the book with the champion", type="primary"):
            chosen = settings()
            jobs.worker().submit(JOB, lambda job: score(job, chosen))
            st.rerun()


def _train_form() -> None:
    chosen = settings()
    with st.form("train", border=False):
        st.markdown(
            "Trains on every known outcome, judges out of time where there is time to split by and "
            "by cross-validation otherwise, registers the model, makes it champion and scores the "
            "book. Stopping leaves everything as it was."
        )
        with st.expander("Settings"):
            seed = st.number_input("Seed", 0, 2**31 - 1, chosen.seed, help="Of folds and trees")
            st.caption(f"Threads: {chosen.threads}, pinned, because trees depend on them.")
        if st.form_submit_button("Train", type="primary"):
            seeded = replace(chosen, seed=int(seed))
            jobs.worker().submit(JOB, lambda job: train_and_score(job, seeded))
            st.rerun()


def _champion_form(manifests: list[Manifest]) -> None:
    held = models.role()
    others = [m.model_id for m in manifests if held is None or m.model_id != held.model_id]
    with st.form("champion", border=False):
        model_id = st.selectbox("New champion", others)
        actor = st.text_input("Your name", max_chars=80)
        reason = st.text_area("Reason", max_chars=500)
        if not st.form_submit_button("Give it the role", type="primary"):
            return
        if not actor.strip() or not reason.strip():
            st.error("Give your name and a reason: both are recorded with the change.")
            return
        Workbench(settings()).assign_role(
            model_id=model_id, role="champion", actor=actor.strip(), reason=reason.strip()
        )
        st.rerun()

"""Training, scoring and proposing a champion from the Models page."""

from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard import formats, jobs
from dashboard.findings.models import interval
from dashboard.jobs import Job
from dashboard.panels.promotion import challengers, propose_form
from dashboard.queries import models, settings
from pipelines.model import LABELS, Label, Manifest
from pipelines.settings import Settings
from pipelines.stages import ScoringReport, TrainedModel, score_book, train_model

JOB = "training"
SHARE_OF_TRAINING = 0.9
MOST_TRIALS = 200
BAD_IN_WORDS: dict[Label, str] = {
    "default": "A default",
    "shortfall": "A shortfall: the proxy of a book without loans",
}


def train_and_score(job: Job, chosen: Settings, label: Label, trials: int) -> TrainedModel:
    """Train and validate a model, and score the book with it where it is the store's champion.

    Stops between and during the fits.
    """
    trained = train_model(
        chosen,
        label=label,
        trials=trials,
        progress=lambda done, what: job.report(done * SHARE_OF_TRAINING, what),
        stop=job.stop.is_set,
    )
    if models.is_champion(trained.training.manifest.model_id):
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
    is_training = isinstance(result, TrainedModel)
    text = (
        _outcome(result)
        if is_training
        else f"Scored {result.applications:,} applications with {result.model_id}."
    )
    with st.container(border=True):
        st.markdown(f":material/check_circle: {formats.markdown(text)}")
        with st.container(horizontal=True):
            if is_training:
                _offer_proposal(result.training.manifest.model_id)
            st.button("Dismiss", on_click=jobs.worker().forget, args=(JOB,))


def _offer_proposal(model_id: str) -> None:
    """The form that proposes the trained model, unless it decides already or is proposed."""
    if model_id in challengers(models.manifests()):
        with st.popover("Propose it as champion", icon=":material/how_to_vote:"):
            propose_form([model_id], "propose-trained")


def _outcome(result: TrainedModel) -> str:
    record = result.training.manifest
    auc = record.metrics.auc
    text = (
        f"Trained {record.model_id} in {record.seconds:.0f} s: AUC {auc.estimate:.3f} "
        f"({interval(auc)}) on {record.metrics.n:,} judged cases."
    )
    if models.is_champion(record.model_id):
        return f"{text} It is the champion, and the book is scored with it."
    return (
        f"{text} It is a challenger: the champion decides until somebody proposes this model and "
        "somebody else approves it."
    )


def show_actions(manifests: list[Manifest], scored_by: str | None) -> None:
    """The buttons: train, propose another champion, score the book."""
    job = jobs.worker().job(JOB)
    busy = job is not None and job.running
    champion = models.role()
    with st.container(horizontal=True):
        with st.popover("Train a model", icon=":material/model_training:", disabled=busy):
            _train_form()
        candidates = challengers(manifests)
        if candidates:
            with st.popover("Propose a champion", icon=":material/how_to_vote:", disabled=busy):
                propose_form(candidates, "propose")
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
            "by cross-validation otherwise, registers the model and validates it. The first model "
            "of a store is its champion and scores the book; a later one is a challenger. Stopping "
            "leaves the champion as it was."
        )
        with st.expander("Settings"):
            label = st.selectbox(
                "What counts as bad", LABELS, format_func=BAD_IN_WORDS.__getitem__, index=_usual()
            )
            seed = st.number_input("Seed", 0, 2**31 - 1, chosen.seed, help="Of folds and trees")
            trials = st.number_input("Parameter settings to try", 0, MOST_TRIALS, 0)
            st.caption(
                "0 takes the defaults. Tuning looks at development cases only, never at the "
                "hold-out, and a tuning that was stopped resumes where it left off."
            )
            st.caption(f"Threads: {chosen.threads}, pinned, because trees depend on them.")
        if st.form_submit_button("Train", type="primary"):
            seeded = replace(chosen, seed=int(seed))
            tried = min(max(int(trials), 0), MOST_TRIALS)
            jobs.worker().submit(JOB, lambda job: train_and_score(job, seeded, label, tried))
            st.rerun()


def _usual() -> int:
    """The place of the label of the present champion; a default where there is none."""
    label = models.champion_label()
    return LABELS.index(label) if label in LABELS else 0

"""shapash: its web app over the contest, and the predictor that stands in for a what-if."""

import contextlib
import io
import time
import warnings

import numpy as np
import pandas as pd

from tests.benchmarks.rivals.contest import (
    Contest,
    Value,
    answer,
    folder_given,
    load,
    median_seconds,
    peak_mb,
    timed,
)
from tests.benchmarks.rivals.dash_client import DashClient

APPLICATION, LEVER = 11, "n03"
CHANGES = 10


def main() -> None:
    """Measure and answer; what shapash prints while it works is kept back."""
    warnings.simplefilter("ignore")
    with contextlib.redirect_stdout(io.StringIO()):
        figures = measured(load(folder_given()))
    answer("shapash", figures)


def measured(contest: Contest) -> dict[str, Value]:
    """Every figure shapash has an answer to; a what-if it has by its predictor only."""
    started = time.perf_counter()
    import shapash  # noqa: F401

    imports = time.perf_counter() - started
    (explainer, page), build = timed(lambda: opened(contest))
    render = page.first_render()
    predictor = explainer.to_smartpredictor()
    changed = what_if(predictor, contest.frame)
    peak = peak_mb()
    return {
        "imports_s": imports,
        "layout_s": build,
        "render_s": render,
        "what_if_path_ms": changed * 1e3,
        "peak_mb": peak,
        "layout_kb": page.layout_bytes / 1e3,
        "chart_kb": page.largest_chart / 1e3,
        "one_ms": one_explanation(predictor, contest.frame) * 1e3,
        "all_s": all_contributions(contest),
        "refused": page.refused,
    }


def opened(contest: Contest):
    """From the model and its rows to a layout that a browser could draw."""
    from shapash import SmartExplainer

    explainer = SmartExplainer(model=contest.model)
    explainer.compile(x=contest.frame, y_target=contest.bad)
    explainer.init_app()
    page = DashClient(explainer.smartapp.app)
    page.open()
    return explainer, page


def what_if(predictor, frame: pd.DataFrame) -> float:
    """Seconds from one changed feature to probability and summary, by the predictor."""

    def change(turn: int) -> None:
        predictor.add_input(x=frame.iloc[[APPLICATION]].assign(**{LEVER: turn / 10}))
        predictor.summarize()
        predictor.predict_proba()

    return median_seconds(change, CHANGES)


def one_explanation(predictor, frame: pd.DataFrame) -> float:
    """Seconds of one row's contributions, the row taken in first."""

    def explain(turn: int) -> np.ndarray:
        predictor.add_input(x=frame.iloc[[turn]])
        return predictor.detail_contributions()

    return median_seconds(explain, CHANGES)


def all_contributions(contest: Contest) -> float:
    """Seconds of every row's contributions, by shapash's own back end."""
    from shapash.backend import ShapBackend

    def run():
        back_end = ShapBackend(model=contest.model)
        return back_end.run_explainer(contest.frame)

    return timed(run)[1]


if __name__ == "__main__":
    main()

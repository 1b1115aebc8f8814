"""explainerdashboard: its whole dashboard over the contest, used through Dash's test client."""

import time
import warnings

from tests.benchmarks.rivals.contest import (
    Contest,
    answer,
    folder_given,
    load,
    median_seconds,
    peak_mb,
    timed,
)
from tests.benchmarks.rivals.dash_client import DashClient

APPLICATION, LEVER = "11", "n03"
CHANGES = 10


def main() -> None:
    """Measure and answer."""
    warnings.simplefilter("ignore")
    started = time.perf_counter()
    import explainerdashboard  # noqa: F401

    imports = time.perf_counter() - started
    contest = load(folder_given())
    (explainer, page), build = timed(lambda: opened(contest))
    render = page.first_render()
    changed = what_if(page)
    peak = peak_mb()
    answer(
        "explainerdashboard",
        {
            "imports_s": imports,
            "layout_s": build,
            "render_s": render,
            "what_if_page_ms": changed * 1e3,
            "peak_mb": peak,
            "layout_kb": page.layout_bytes / 1e3,
            "chart_kb": page.largest_chart / 1e3,
            "refused": page.refused,
            "one_ms": one_explanation(explainer, contest) * 1e3,
            "all_s": all_contributions(contest),
        },
    )


def opened(contest: Contest):
    """From the model and its rows to a layout that a browser could draw."""
    from explainerdashboard import ClassifierExplainer, ExplainerDashboard

    explainer = ClassifierExplainer(contest.model, contest.frame, contest.bad)
    page = DashClient(ExplainerDashboard(explainer).app)
    page.open()
    return explainer, page


def what_if(page: DashClient) -> float:
    """Seconds from one changed feature to the what-if tab's redrawn parts, one after another."""
    name = next(n for n, key in page.values if n.startswith("feature-input-index-"))
    lever = name.replace("index", f"{LEVER}-input"), "value"
    page.change((name, "value"), APPLICATION)
    if len(page.listening(lever)) < 4 or page.values[lever] is None:
        raise RuntimeError("the what-if tab does not listen to its features as it used to")
    return median_seconds(lambda turn: page.change(lever, turn / 10), CHANGES)


def one_explanation(explainer, contest: Contest) -> float:
    """Seconds of one row's contributions, of a row it has not met (as its what-if asks)."""
    frame = contest.frame
    return median_seconds(
        lambda turn: explainer.get_contrib_df(X_row=frame.iloc[[turn]], topx=10), CHANGES
    )


def all_contributions(contest: Contest) -> float:
    """Seconds of every row's contributions, by an explainer that has none yet."""
    from explainerdashboard import ClassifierExplainer

    explainer = ClassifierExplainer(contest.model, contest.frame, contest.bad)
    return timed(explainer.get_shap_values_df)[1]


if __name__ == "__main__":
    main()

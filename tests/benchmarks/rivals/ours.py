"""The workbench: the same rows as a book of its own, scored by the same model and opened.

What a merchant may change is not known of drawn rows: the whole page's what-if is of a demo book.
"""

import time
import warnings
from pathlib import Path

import numpy as np

from tests.benchmarks.figures import run_pipelines
from tests.benchmarks.rivals.contest import (
    CUT_OFF,
    FEATURES,
    FREE,
    TEXTS,
    Contest,
    Value,
    answer,
    folder_given,
    load,
    median_seconds,
    peak_mb,
    pool,
    timed,
)
from tests.benchmarks.rivals.two_changes import Candidates, candidates, steps_of

AMOUNT_CENTS = 1_000_000
CHANGES = 10
LEVER, DEMO_LEVER = "n03", "days_since_last_sale"
APPLICATION = 11


def main() -> None:
    """Measure and answer."""
    warnings.simplefilter("ignore")
    started = time.perf_counter()
    import streamlit  # noqa: F401

    from pipelines import deciding, explain  # noqa: F401
    from tests.benchmarks.rivals import pages

    imports = time.perf_counter() - started
    folder = folder_given()
    figures: dict[str, Value] = {"imports_s": imports}
    figures |= opened(folder / "store")
    figures |= decided(folder / "store")
    figures["peak_mb"] = peak_mb()
    figures["what_if_page_ms"] = 1e3 * pages.what_if_page(folder / "demo", DEMO_LEVER, CHANGES)
    figures |= explained(load(folder), folder / "store")
    figures |= recourse(load(folder))
    answer("ours", figures)


def opened(store: Path) -> dict[str, Value]:
    """The book scored, explained and stored, then its Explain page; the page again from there."""
    from tests.benchmarks.rivals.pages import explain_page

    scored = run_pipelines("score", "--store", str(store))
    first, tabs, largest = explain_page(store)
    return {
        "layout_s": scored.seconds + first,
        "stored_s": first,
        "render_s": tabs,
        "chart_kb": largest,
        "score_peak_mb": scored.peak_mb,
    }


def decided(store: Path) -> dict[str, Value]:
    """One what-if along the decision path, and one explanation with its reasons."""
    from pipelines.deciding import decide_application, open_desk
    from pipelines.explain import explain_row
    from pipelines.settings import Settings
    from pipelines.store import History

    settings = Settings(store=store)
    with History(settings) as history:
        desk = open_desk(settings, history)
        ids = list(desk.table.frame.index)
        path = median_seconds(
            lambda turn: decide_application(
                desk, history, ids[APPLICATION],
                amount_cents=AMOUNT_CENTS, changes={LEVER: turn / 10},
            ),
            CHANGES,
        )  # fmt: skip
        one = median_seconds(
            lambda turn: explain_row(desk.table, desk.model, ids[turn], desk.statements), CHANGES
        )
    return {"what_if_path_ms": path * 1e3, "one_ms": one * 1e3}


def explained(contest: Contest, store: Path) -> dict[str, Value]:
    """Contributions from leaf tables, of one row and of all; and of all by CatBoost itself."""
    from pipelines.explain.leaf_tables import leaf_tables
    from pipelines.explain.model_rows import model_rows
    from pipelines.model import champion
    from pipelines.settings import Settings

    model = champion(Settings(store=store))
    tables, build = timed(lambda: leaf_tables(model.booster))
    (numbers, words), rows = timed(lambda: model_rows(model, contest.frame))
    (_, parts), by_table = timed(lambda: tables.explain_all(numbers, words))
    one = median_seconds(lambda turn: tables.explain(numbers[turn], words[turn]), 200)
    native, by_catboost = timed(
        lambda: contest.model.get_feature_importance(pool(contest.frame), type="ShapValues")
    )
    return {
        "tables_s": build,
        "all_s": build + rows + by_table,
        "all_native_s": by_catboost,
        "difference": float(np.abs(parts - native[:, :-1]).max()),
        "one_table_ms": one * 1e3,
    }


def recourse(contest: Contest) -> dict[str, Value]:
    """Every change of one or two free features, tried on the same applications as DiCE."""
    steps = steps_of(contest.frame, FREE)
    found = [
        timed(lambda place=place: fewest(contest, place, steps)) for place in contest.declined()
    ]
    changed = [least for least, _ in found if least]
    span = f"{min(changed)}-{max(changed)}" if changed else "-"
    return {
        "recourse_s": float(np.median([seconds for _, seconds in found])),
        "recourse_changed": span,
        "recourse_found": f"{len(changed)} of {len(found)}",
    }


def fewest(contest: Contest, place: int, steps: np.ndarray) -> int:
    """The fewest changes that take the application below the cut-off; 0 where no two do."""
    row = contest.frame.iloc[place]
    columns = [FEATURES.index(name) for name in FREE]
    numbers = row.drop(list(TEXTS)).to_numpy(float)
    tried: Candidates = candidates(numbers, columns, steps)
    frame = contest.frame.iloc[[place] * len(tried.numbers)].copy()
    frame[[name for name in FEATURES if name not in TEXTS]] = tried.numbers
    below = contest.pd(frame) <= CUT_OFF
    return int(tried.changed[below].min()) if below.any() else 0


if __name__ == "__main__":
    main()

"""DiCE: three searches for changes that take a declined application below the cut-off."""

import time
import warnings

import numpy as np
import pandas as pd

from tests.benchmarks.rivals.contest import (
    CUT_OFF,
    FEATURES,
    FREE,
    TEXTS,
    Contest,
    answer,
    folder_given,
    load,
    peak_mb,
    timed,
)

METHODS = ("random", "genetic", "kdtree")
COUNTERFACTUALS = 3
LONGEST = 60
"""Seconds after which a method is not asked about a further application."""


class AboveCutOff:
    """The model as DiCE wants one: class 1 has even odds at the cut-off, not at one half."""

    def __init__(self, contest: Contest) -> None:
        self._contest = contest

    def predict_proba(self, frame: pd.DataFrame) -> np.ndarray:
        """Probabilities of "approved" and "declined"."""
        numbers = {name: float for name in FEATURES if name not in TEXTS}
        odds = self._contest.pd(frame.astype(numbers)) / CUT_OFF
        declined = odds / (1 + odds)
        return np.column_stack([1 - declined, declined])

    def predict(self, frame: pd.DataFrame) -> np.ndarray:
        """1 where the PD is above the cut-off."""
        return (self.predict_proba(frame)[:, 1] > 0.5).astype(int)


def main() -> None:
    """Run every method over the declined applications and answer."""
    warnings.simplefilter("ignore")
    started = time.perf_counter()
    import dice_ml

    imports = time.perf_counter() - started
    contest = load(folder_given())
    model = AboveCutOff(contest)
    known = contest.frame.assign(declined=model.predict(contest.frame))
    data = dice_ml.Data(
        dataframe=known,
        continuous_features=[name for name in FEATURES if name not in TEXTS],
        outcome_name="declined",
    )
    wrapped = dice_ml.Model(model=model, backend="sklearn")
    found = [searched(dice_ml.Dice(data, wrapped, method=name), contest) for name in METHODS]
    seconds, changed, counts = zip(*found, strict=True)
    answer(
        "DiCE",
        {
            "imports_s": imports,
            "recourse_s": list(seconds),
            "recourse_changed": " / ".join(changed),
            "recourse_found": " / ".join(counts),
            "recourse_peak_mb": peak_mb(),
        },
    )


def searched(search, contest: Contest) -> tuple[float, str, str]:
    """Median seconds, the range of features changed, and for how many applications any."""
    seconds, changed, asked, helped = [], [], 0, 0
    for place in contest.declined():
        if sum(seconds) > LONGEST:
            break
        row = contest.frame.iloc[[place]]
        found, took = timed(lambda row=row: counterfactuals(search, row))
        seconds.append(took)
        asked += 1
        good = [] if found is None else changes(contest, row, found)
        helped += bool(good)
        changed += good
    span = f"{min(changed)}-{max(changed)}" if changed else "-"
    return float(np.median(seconds)), span, f"{helped} of {asked}"


def counterfactuals(search, row: pd.DataFrame) -> pd.DataFrame | None:
    """What DiCE finds, or None where it finds nothing."""
    from raiutils.exceptions import UserConfigValidationException

    try:
        found = search.generate_counterfactuals(
            row, total_CFs=COUNTERFACTUALS, desired_class=0, features_to_vary=list(FREE),
            verbose=False, **({"random_seed": 1} if "Random" in type(search).__name__ else {}),
        )  # fmt: skip
    except UserConfigValidationException:
        return None
    return found.cf_examples_list[0].final_cfs_df


def changes(contest: Contest, row: pd.DataFrame, found: pd.DataFrame) -> list[int]:
    """How many features each counterfactual changes, of those that are below the cut-off."""
    numbers = {name: float for name in FREE}
    below = contest.pd(found.astype(numbers)) <= CUT_OFF
    moved = ~np.isclose(found[list(FREE)].astype(float), row[list(FREE)].to_numpy(float), atol=1e-2)
    return moved[below].sum(axis=1).tolist()


if __name__ == "__main__":
    main()

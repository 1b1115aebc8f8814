"""The first screen of the Explain page: cards, and driver groups by how far they move a score."""

import pandas as pd
import streamlit as st

from dashboard import formats, page
from dashboard.charts import drivers
from dashboard.findings import explain as says
from dashboard.queries import explain, models


def base_pd(base: explain.Base) -> float | None:
    """The PD of the base score, by the calibration of the model that scored the book."""
    found = next((m for m in models.manifests() if m.model_id == base.model_id), None)
    return float(found.calibration.pd(base.score)) if found else None


def show_whose(base: explain.Base) -> None:
    """Say so where another model than the champion scored the book."""
    champion = explain.other_champion(base)
    if champion:
        st.warning(
            f"This explains model `{base.model_id}`, which scored the book; the champion is now "
            f"`{champion}`. Run `python -m pipelines score` to score the book and explain it anew.",
            icon=":material/update:",
        )


def show_cards(base: explain.Base, groups: pd.DataFrame, features: pd.DataFrame) -> None:
    """What drives, how many features do, whether they act as expected, where scores start."""
    used = int((features["verdict"] != "not used").sum())
    expected = features[(features["expected"] != 0) & (features["verdict"] != "not used")]
    held = int((expected["verdict"] == "as expected").sum())
    page.cards(
        [
            page.Card(
                "Strongest driver",
                groups["driver_group"].iloc[0],
                help="The driver group whose joint contribution moves scores most: contributions "
                "are summed within each application before their size is taken.",
                change=f"{formats.rate(groups['share'].iloc[0])} of all movement",
            ),
            page.Card(
                "Features used",
                f"{used} of {len(features)}",
                help=f"Features that move any score by more than {explain.FLAT} log-odds.",
            ),
            page.Card(
                "As expected",
                f"{held} of {len(expected)}",
                help="Used features with an expected direction whose contributions rise or fall "
                f"with the value as expected (rank correlation beyond {explain.HELD}).",
                tone="neutral" if held == len(expected) else "worse",
                change=None if held == len(expected) else f"{len(expected) - held} to look at",
            ),
            page.Card(
                "Base",
                formats.pd(base_pd(base)),
                help="Where every explanation starts: the PD of the model's mean score over the "
                "applications it was fitted on. Contributions say what moved a score from there.",
                change=f"score {base.score:+.2f} log-odds",
            ),
        ]
    )


def show_groups(base: explain.Base, groups: pd.DataFrame, features: pd.DataFrame) -> None:
    """The finding and the main chart: driver groups by their joint movement of the score."""
    sentence = says.drivers(groups, features)
    page.finding(sentence)
    card = page.chart(
        "Driver groups by how far they move a score",
        drivers.importance(groups, "driver_group"),
        groups,
        alt=sentence,
        name="driver-groups",
    )
    card.caption(
        f"Mean size of the joint contribution over {base.n:,} scored applications. A contribution "
        "is what a feature adds to the score (log-odds of default) compared with the mean score of "
        "the applications the model was trained on; it does not depend on who else is scored."
    )

"""Are the planted drivers found, and irrelevant features left alone? Against the synthetic truth.

Run as `python -m tests.benchmarks.planted STORE` on a synthetic store with its truth. A group's
true effect is the mean of |sum of weight x standardised driver| of the planted drivers that its
features measure, with distress wherever it leaves its traces: at the bank and in what is borrowed.
Groups that measure no planted driver are left out.
"""

import sys
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import spearmanr

from pipelines.explain.leaf_tables import leaf_tables
from pipelines.explain.model_rows import model_rows
from pipelines.explain.score_reasons import ReasonIndex
from pipelines.features import Feature
from pipelines.model import Model
from pipelines.model.data import training_data
from pipelines.model.fit import Fitter, Parameters
from pipelines.model.progress import Watch
from pipelines.reasons import load_statements
from pipelines.review import Case, case_for
from pipelines.review.group_reliance import by_contributions
from pipelines.review.score_declines import score_declines
from pipelines.settings import Settings
from pipelines.store import History
from pipelines.world.parameters import Parameters as WorldParameters
from pipelines.world.parameters import Weights
from tests.benchmarks.figures import Figure

GROUPS = {
    "sales_decline": "Sales growth",
    "momentum": "Sales growth",
    "volatility": "Sales volatility",
    "refunds": "Refunds and voids",
    "recency": "Recency and activity",
    "small_size": "Sales level",
    "order_against_sales": "Requested purchase",
    "buyer_concentration": "Buyer concentration",
    "youth": "Tenure",
    "thin_buffer": "Bank balance",
    "purchases_against_sales": "Purchases against sales",
    "outside_debt": "Borrowing and repayment",
}
DISTRESS_SHOWS_AT = ("Bank balance", "Borrowing and repayment")
IRRELEVANT = 6
ATTRIBUTES = "Application details"


def measure(store: Path) -> list[Figure]:
    """Rank correlation of importance and true effect; reasons that cite irrelevant features."""
    settings = Settings(store=store)
    with History(settings) as history:
        case = case_for(settings, history)
        found = recovered(case)
        cited, n, share = irrelevant_reasons(case)
    return [
        Figure("planted drivers, rank correlation with the truth", f"{found:.2f}", "0.8"),
        Figure(f"{IRRELEVANT} irrelevant features: cited by reasons", f"{cited} of {n}", "0"),
        Figure("  their part in all contributions", f"{share:.1%}"),
    ]


def recovered(case: Case) -> float:
    """Spearman's correlation, over the planted groups, of model importance and true effect."""
    truth = true_effects(case.settings.store, case.table.frame.index)
    importance = by_contributions(case, leaf_tables(case.model.booster), case.table.frame)
    for group, effect in sorted(truth.items(), key=lambda item: -item[1]):
        print(f"{group:<32}{effect:>8.3f}{importance[group]:>8.3f}", file=sys.stderr)
    return float(spearmanr(list(truth.values()), [importance[g] for g in truth]).statistic)


def true_effects(store: Path, applications: pd.Index) -> dict[str, float]:
    """The mean |joint true effect| of each planted group, in units of the driver weights."""
    truth = pd.read_parquet(store / "exports-truth" / "truth.parquet")
    truth = truth.set_index("application_id").loc[applications]
    sums: dict[str, NDArray[np.float64]] = defaultdict(lambda: np.zeros(len(truth)))
    for driver, group in GROUPS.items():
        values = truth[f"driver_{driver}"]
        standardised = np.clip((values - values.mean()) / values.std(), -3, 3)
        sums[group] = sums[group] + getattr(Weights(), driver) * standardised.to_numpy()
    bulk, world = np.std(np.sum([*sums.values()], axis=0)), WorldParameters()
    distress = truth["in_distress"].to_numpy(dtype=float)
    shift = world.distress_shift * bulk / np.sqrt(world.index_share)
    for group in DISTRESS_SHOWS_AT:
        sums[group] = sums[group] + shift * (distress - distress.mean())
    return {group: float(np.abs(total).mean()) for group, total in sums.items()}


def irrelevant_reasons(case: Case) -> tuple[int, int, float]:
    """Train again with irrelevant attributes: reasons that cite them, reasons, and their part."""
    case, rng = _with_irrelevant(case), np.random.default_rng(5)
    declines = score_declines(case)
    rows = declines.rows.iloc[rng.permutation(len(declines.rows))]
    parts = leaf_tables(case.model.booster).explain_all(*model_rows(case.model, rows))[1]
    index = ReasonIndex.of(case.table.features)
    statements = load_statements(case.settings.reasons)
    reasons = [reason for row in parts for reason in index.reasons(row, statements)]
    cited = sum(any(name.startswith("irrelevant") for name in r.features) for r in reasons)
    planted = [name.startswith("irrelevant") for name in case.model.features]
    share = np.abs(parts[:, planted]).sum() / np.abs(parts).sum()
    return cited, len(reasons), float(share)


def _with_irrelevant(case: Case) -> Case:
    """The case with random attributes and a model fitted on them as well."""
    rng, record, settings = np.random.default_rng(11), case.model.manifest, case.settings
    data = training_data(case.history)
    scored = tuple(f for f in case.table.features if f.name in case.model.features)
    names = [f"irrelevant_{number}" for number in range(IRRELEVANT)]
    values = {name: rng.normal(size=len(case.table.frame)) for name in names}
    frame = case.table.frame[[f.name for f in scored]].assign(**values)
    features = (*scored, *map(_attribute, names))
    data = replace(data, frame=frame.loc[data.frame.index], features=features)
    parameters = Parameters(**record.parameters)
    fitter = Fitter(data, parameters, settings.seed, settings.threads, Watch(1, None, None))
    booster = fitter.fit(np.arange(len(data.bad)), trees=record.trees, text="")
    manifest = replace(record, features=tuple(f.name for f in features))
    table = replace(case.table, frame=frame, features=features)
    return replace(case, model=Model(manifest, booster, settings.threads), table=table)


def _attribute(name: str) -> Feature:
    return Feature(
        name=name, label=name, meaning="nothing", unit="number", window_days=None,
        feed="applications", direction=0, group=ATTRIBUTES, reason="A01",
    )  # fmt: skip


if __name__ == "__main__":
    for figure in measure(Path(sys.argv[1])):
        print(figure.line())

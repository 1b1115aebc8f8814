"""What monitoring finds, as records."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from pipelines.model.policy import Light
from pipelines.monitoring.shift import Shift
from pipelines.profile import Drift, Periods
from pipelines.stats.intervals import Interval

Basis = Literal["later", "judged", "fitted"]
Kind = Literal[
    "score drift",
    "feature drift",
    "missing values",
    "calibration",
    "discrimination",
    "new outcomes",
]
Severity = Literal["watch", "act"]
Verdict = Literal["retrain", "watch", "keep"]


@dataclass(frozen=True)
class FeatureDrift:
    """One feature of the model, the newest applications against the older ones.

    `p_value` is of "nothing has moved", adjusted for looking at all features (Holm); where it does
    not pass, the drift's verdict is "stable". `importance` is the model's, in per cent.
    """

    name: str
    importance: float
    p_value: float
    drift: Drift


@dataclass(frozen=True)
class Realised:
    """What the model said and what happened, over the outcomes of one quarter of applications.

    `basis` says how the PDs relate to the cases: "later" are outcomes that came after the training;
    "judged" were held out, with the PD of a model fitted without them; "fitted" were learned from,
    so their PDs flatter. `quarter` is its first day, None over all later outcomes. `p_value` is
    Jeffreys' of "the PDs are not too low", `light` what the policy calls it, `rate` has a 95 %
    Jeffreys interval. `auc` is None with too few bads or goods.
    """

    quarter: date | None
    basis: Basis
    n: int
    bads: int
    mean_pd: float
    rate: Interval
    p_value: float
    light: Light
    auc: Interval | None

    @property
    def in_sample(self) -> bool:
        """Whether the PDs are of a model that had learned from these very cases."""
        return self.basis == "fitted"


@dataclass(frozen=True)
class Alert:
    """A threshold of the policy passed: `found` against `threshold`, and the same as a sentence."""

    kind: Kind
    what: str
    found: float
    threshold: float
    severity: Severity
    text: str


@dataclass(frozen=True)
class MonitoringReport:
    """How the model does on a version of the book, and whether to train again.

    `periods` are the applications compared, None in a book too small or short. `score_drift` is of
    their PDs; `reach` of the PDs of applications without an outcome against those with one: how far
    the model is used beyond what it learned from. `overall` is over all outcomes since the
    training, None without any. `new_outcomes_share` is against the number the model learned from.
    """

    model_id: str
    version_id: str
    policy_version: str
    as_of: date
    periods: Periods | None
    score_drift: Shift | None
    reach: Shift | None
    features: tuple[FeatureDrift, ...]
    overall: Realised | None
    vintages: tuple[Realised, ...]
    new_outcomes: int
    new_outcomes_share: float
    alerts: tuple[Alert, ...]
    verdict: Verdict
    evidence: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the report in the shape of `monitor --json`; dates as in ISO 8601."""
        record = asdict(self)
        realised = [self.overall, *self.vintages]
        written = [record["overall"], *record["vintages"]]
        for row, entry in zip(realised, written, strict=True):
            if row is not None:
                entry["in_sample"] = row.in_sample
        return dict(_plain(record))


def _plain(value: Any) -> Any:
    """The value with dates as text, as JSON has none."""
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    return value.isoformat() if isinstance(value, date) else value

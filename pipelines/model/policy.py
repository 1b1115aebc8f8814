"""The model policy: master scale, points, traffic light and the thresholds of monitoring."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pipelines.stats.points import points
from pipelines.toml_section import Section, read_document

SECTIONS = {"policy", "scale", "points", "calibration", "monitoring"}

Light = Literal["green", "yellow", "red"]


@dataclass(frozen=True)
class PointScale:
    """`base_points` stand for `base_odds` good to bad; every `pdo` points double the odds."""

    pdo: float
    base_points: float
    base_odds: float


@dataclass(frozen=True)
class Thresholds:
    """When monitoring speaks up.

    `psi_watch` and `psi_act` bound a PSI; `family_level` the chance of any false alarm over all
    features, or all vintages; `auc_watch` and `auc_act` the p-value of "the AUC has not fallen";
    `missing_rise` the rise of a feature's missing share; `new_outcomes_share` the outcomes since
    the training against those it learned from. A comparison needs `fewest_cases` on each side, an
    AUC `fewest_per_class` bads and goods.
    """

    psi_watch: float
    psi_act: float
    family_level: float
    auc_watch: float
    auc_act: float
    missing_rise: float
    new_outcomes_share: float
    fewest_cases: int
    fewest_per_class: int


@dataclass(frozen=True)
class ModelPolicy:
    """The model policy in force; `version` is its number and the digest of its file.

    `scale` is each grade's name and upper PD bound by rising PD; `green` and `red` bound the
    Jeffreys p-value of a calibration that is in order, and of one that is not.
    """

    version: str
    effective_on: date
    author: str
    reason: str
    scale: tuple[tuple[str, float], ...]
    point_scale: PointScale
    green: float
    red: float
    monitoring: Thresholds

    @property
    def grades(self) -> tuple[str, ...]:
        """The names of the grades, safest first."""
        return tuple(name for name, _ in self.scale)

    def grades_for(self, pd: ArrayLike) -> NDArray[np.str_]:
        """The grade of each PD between 0 and 1; a bound belongs to the better grade."""
        bounds = [bound for _, bound in self.scale]
        return np.array(self.grades)[np.searchsorted(bounds, np.asarray(pd, dtype=float))]

    def points(self, pd: ArrayLike) -> NDArray[np.float64]:
        """The points of each PD; more points, less risk."""
        scale = self.point_scale
        return points(pd, pdo=scale.pdo, base_points=scale.base_points, base_odds=scale.base_odds)

    def light(self, p_value: float) -> Light:
        """The traffic light of a Jeffreys p-value."""
        if p_value >= self.green:
            return "green"
        return "red" if p_value < self.red else "yellow"


def load_model_policy(path: Path) -> ModelPolicy:
    """Read the model policy at `path`.

    Raises Refused, naming the file, the section and the key, when the file cannot be read, a key is
    missing, unknown or out of range, or two of them contradict one another.
    """
    document = read_document(path, SECTIONS, what="model policy", variable="PAYLATER_MODEL_POLICY")
    head, light = document.section("policy"), document.section("calibration")
    policy = ModelPolicy(
        version=f"{head.whole('version', 1)}-{document.digest}",
        effective_on=head.day("effective_on"),
        author=head.text("author"),
        reason=head.text("reason"),
        scale=_scale(document.section("scale")),
        point_scale=_point_scale(document.section("points")),
        green=light.number("green", 0, 1),
        red=light.number("red", 0, 1),
        monitoring=_thresholds(document.section("monitoring")),
    )
    head.finish()
    light.finish()
    _check_order(light, "red", policy.red, "green", policy.green)
    return policy


def _scale(section: Section) -> tuple[tuple[str, float], ...]:
    scale = tuple((name, section.number(name, 0, 1)) for name in section.values)
    for (lower, low), (upper, high) in pairwise(scale):
        if high <= low:
            raise section.refused(
                upper, f"ends at PD {high:g}, not above {lower} ({low:g}); list them by rising PD"
            )
    if not scale or scale[-1][1] != 1:
        last = scale[-1][0] if scale else "the last grade"
        raise section.refused(last, "must be 1, so that every PD has a grade")
    return scale


def _point_scale(section: Section) -> PointScale:
    read = PointScale(
        pdo=section.number("pdo", 0.01, 1e6),
        base_points=section.number("base_points", -1e6, 1e6),
        base_odds=section.number("base_odds", 1e-6, 1e6),
    )
    section.finish()
    return read


def _thresholds(section: Section) -> Thresholds:
    read = Thresholds(
        psi_watch=section.number("psi_watch", 0, 10),
        psi_act=section.number("psi_act", 0, 10),
        family_level=section.number("family_level", 0, 1),
        auc_watch=section.number("auc_watch", 0, 1),
        auc_act=section.number("auc_act", 0, 1),
        missing_rise=section.number("missing_rise", 0, 1),
        new_outcomes_share=section.number("new_outcomes_share", 0, 100),
        fewest_cases=section.whole("fewest_cases", 2),
        fewest_per_class=section.whole("fewest_per_class", 1),
    )
    section.finish()
    _check_order(section, "psi_watch", read.psi_watch, "psi_act", read.psi_act)
    _check_order(section, "auc_act", read.auc_act, "auc_watch", read.auc_watch)
    return read


def _check_order(section: Section, low: str, lower: float, high: str, upper: float) -> None:
    if lower > upper:
        raise section.refused(low, f"is above {high}; exchange the two")

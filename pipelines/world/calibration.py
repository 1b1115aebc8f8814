"""What a world is solved for: the default rate and the old policy's cut-offs in normal times."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import ndtr

from pipelines.errors import Refused
from pipelines.world.conditions import Setting
from pipelines.world.drivers import HIDDEN, SHOWN, Scale, scale_of
from pipelines.world.histories import Histories
from pipelines.world.horizon import Floats
from pipelines.world.parameters import Parameters
from pipelines.world.risk import Tendency, decide_risk, exit_days, tendency_of

ROUNDS = 3
SHARES = np.linspace(0, 1, 1_001)


@dataclass(frozen=True)
class Constants:
    """The constants of a world, solved on its first merchants.

    `spread` is the standard deviation of the driver index, `cut` the level of the default index
    beyond which a loan fails, `scores` the old policy's score at every thousandth of the requests,
    best first.
    """

    scale: Scale
    spread: float
    cut: float
    scores: Floats

    def score_at(self, share: Floats | float) -> Floats:
        """The old policy's score that lets the given share of requests in normal times pass."""
        return np.asarray(np.interp(share, SHARES, self.scores))


def solve_constants(
    rng: np.random.Generator,
    histories: list[Histories],
    setting: Setting,
) -> Constants:
    """Solve the constants on the requests of `histories` made before the preset's event.

    Raises Refused where nobody asks for a loan.
    """
    world = setting.parameters
    calm = [h.requests.day < setting.conditions.calm_days for h in histories]
    if not sum(mask.sum() for mask in calm):
        raise Refused(
            "no merchant asks for a loan in so small a world: use more merchants or years"
        )
    scale = scale_of([h.drivers.where(mask) for h, mask in zip(histories, calm, strict=True)])
    weighted = [scale.index(h.drivers, world.weights, SHOWN + HIDDEN) for h in histories]
    spread = float(_pooled(weighted, calm).std()) or 1.0
    tendencies = [
        tendency_of(h.requests, h.drivers, h.merchants, scale, spread, setting) for h in histories
    ]
    shown = [scale.index(h.drivers, world.weights, SHOWN) for h in histories]
    return Constants(
        scale=scale,
        spread=spread,
        cut=_solve_cut(histories, tendencies, calm, setting),
        scores=np.quantile(noisy_score(rng, _pooled(shown, calm), world), SHARES),
    )


def noisy_score(rng: np.random.Generator, signal: Floats, world: Parameters) -> Floats:
    """The old policy's score: what can be seen, blurred."""
    typical = np.sqrt(sum(getattr(world.weights, name) ** 2 for name in SHOWN))
    return signal + world.policy_noise * typical * rng.standard_normal(len(signal))


def _solve_cut(
    histories: list[Histories],
    tendencies: list[Tendency],
    calm: list[NDArray[np.bool_]],
    setting: Setting,
) -> float:
    """The cut-off at which the mean probability over those who still sell is the world's rate.

    Who fails and leaves does not ask again, and that depends on the cut-off: so it is solved a few
    times over.
    """
    world = setting.parameters
    common = world.macro_correlation + world.industry_correlation
    own = np.sqrt(1 - world.index_share - common)
    cut, asking = 0.0, calm
    for _ in range(ROUNDS):
        pushed = _pooled([t.index + t.factors for t in tendencies], asking)
        cut = brentq(
            lambda c, pushed=pushed: ndtr((pushed - c) / own).mean() - world.default_rate, -20, 20
        )
        asking = [
            mask & still_asking(h, t, cut, setting)
            for h, t, mask in zip(histories, tendencies, calm, strict=True)
        ]
    return float(cut)


def still_asking(
    history: Histories, tendency: Tendency, cut: float, setting: Setting
) -> NDArray[np.bool_]:
    """Which requests are made by merchants that still sell on that day."""
    requests, fortune = history.requests, history.fortune
    risk = decide_risk(requests, tendency, fortune, cut, setting.parameters)
    exits = exit_days(requests, history.merchants, risk, fortune, setting.horizon)
    return requests.day < exits[requests.merchant]


def _pooled(values: list[Floats], masks: list[NDArray[np.bool_]]) -> Floats:
    return np.concatenate([v[mask] for v, mask in zip(values, masks, strict=True)])

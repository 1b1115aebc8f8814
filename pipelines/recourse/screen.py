"""Which combinations the decision could accept: its rules by columns, then the model's score."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipelines.offers import Policy
from pipelines.offers.applicant import HISTORY
from pipelines.recourse.combinations import Combinations
from pipelines.recourse.grounds import Grounds
from pipelines.recourse.levers import AMOUNT, EXPOSURE
from pipelines.recourse.moves import Floats
from pipelines.recourse.scoring import variant_scores
from pipelines.simulation.cases import UNKNOWN, Cases
from pipelines.simulation.replay import APPROVE, decisions, supported_limits

SLACK = 1e-9
"""Log-odds by which a score summed in another order may differ from the model's own."""


def acceptable(
    grounds: Grounds,
    found: Combinations,
    numbers: Floats,
    words: tuple[str, ...],
    goal_pd: float,
) -> NDArray[np.intp]:
    """Places of the combinations that the policy approves at a PD up to `goal_pd`.

    `numbers` and `words` are the applicant's own row of the model. No combination is left out that
    the decision would accept: a score within rounding of the bound counts as within it.
    """
    places = np.flatnonzero(_approved_by_rules(grounds.names, found.values, grounds.policy))
    if not len(places):
        return places
    column = {name: k for k, name in enumerate(grounds.model.features)}
    moved = {
        column[name]: found.values[k, places]
        for k, name in enumerate(grounds.names)
        if name in column
    }
    scores = variant_scores(grounds.tables, numbers, words, moved)
    return places[grounds.model.pd(scores - SLACK) <= goal_pd]


def _approved_by_rules(names: Sequence[str], values: Floats, policy: Policy) -> NDArray[np.bool_]:
    """Whether the policy would approve the figures of each column if the PD were 0."""
    cases = _cases(dict(zip(names, values, strict=True)), values.shape[1])
    every = np.ones(len(cases), dtype=bool)
    limit = supported_limits(cases, policy.limit)
    approved: NDArray[np.bool_] = decisions(cases, policy, every, limit) == APPROVE
    return approved


def _cases(figures: dict[str, Floats], count: int) -> Cases:
    """The combinations as the replay's cases; what no rule reads is left blank."""
    blank = np.broadcast_to(np.array(None, dtype=object), count)
    unknown = np.broadcast_to(np.nan, count)
    return Cases(
        application_id=blank,
        merchant_id=blank,
        name=blank,
        industry=blank,
        region=blank,
        grade=blank,
        applied_on=np.broadcast_to(np.datetime64("NaT", "D"), count),
        pd=np.zeros(count),
        has_drivers=np.ones(count, dtype=bool),
        requested_cents=np.nan_to_num(figures[AMOUNT]).astype(np.int64),
        open_exposure_cents=figures[EXPOSURE].astype(np.int64),
        outcome=np.broadcast_to(np.int64(UNKNOWN), count),
        loss_share=unknown,
        **{name: figures[name] for name in HISTORY},
    )

"""Take the stated reasons away, and the answer changes.

Purpose: show that the reasons a merchant is given are those that decided, not words beside them.
Mechanism: of up to 200 applications that the score turned away, the features named by the stated
reasons are set to what is usual among those within the cut-off (median; commonest text), all else
as it is, and the score decides again. The counterproof sets as many features that are no reason.
Signs of high risk: answers that stay as they are without their reasons; answers that other features
change as often.
Strengths: asks the registered model itself; holds for reasons however they were worked out.
Limitations: the score's part of the decision only; a merchant with the usual values of some
features and their own of others may be one that never was.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipelines.explain.leaf_tables import leaf_tables
from pipelines.reasons import Reason
from pipelines.review.proof import SHOWN, Case, Result
from pipelines.review.score_declines import ScoreDeclines, score_declines

SHARE = 0.8
APART = 0.5
"""Of the answers that reasons change, the share that other features may change at most."""
SEED = 1

Mask = NDArray[np.bool_]


def flip_test(case: Case) -> Result:
    """Count the answers that stay without their reasons; all of them if others do as well."""
    declines = score_declines(case)
    stated = declines.reasons(leaf_tables(case.model.booster))
    stays = still_turned_away(declines, named(declines, stated))
    others = still_turned_away(declines, unnamed(declines, stated))
    n, flipped, by_others = len(stays), int((~stays).sum()), int((~others).sum())
    apart = by_others <= APART * flipped
    return Result(
        n=n,
        of="applications turned away by the score",
        violations=n - flipped if apart else n,
        found=f"{flipped} of {n} come within the cut-off without their reasons, {by_others} "
        "without as many other features",
        threshold=f"at least {SHARE:.0%}, and at least {1 / APART:.0f} times as many as without "
        "others",
        examples=_examples(declines, stated, stays),
        tolerated=int((1 - SHARE) * n) if apart else 0,
    )


def named(declines: ScoreDeclines, stated: list[tuple[Reason, ...]]) -> Mask:
    """The features that each application's reasons name, applications x features."""
    names = [{name for reason in reasons for name in reason.features} for reasons in stated]
    return _mask(declines, names)


def unnamed(declines: ScoreDeclines, stated: list[tuple[Reason, ...]]) -> Mask:
    """As many features for each application that speak under none of its reasons, drawn once."""
    rng, names, members = np.random.default_rng(SEED), declines.index.names, declines.index.members
    drawn = []
    for reasons in stated:
        codes = {reason.code for reason in reasons}
        free = [names[place] for code, places in members if code not in codes for place in places]
        count = sum(len(reason.features) for reason in reasons)
        drawn.append({str(name) for name in rng.permutation(free)[:count]})
    return _mask(declines, drawn)


def still_turned_away(declines: ScoreDeclines, usual: Mask) -> Mask:
    """Whether each application is turned away with the masked features at their usual values."""
    columns = {}
    for place, name in enumerate(declines.index.names):
        column, text = declines.rows[name], name in declines.case.model.categorical
        columns[name] = column.mask(usual[:, place], _usual(declines.within[name], text=text))
    return declines.turned_away(pd.DataFrame(columns, index=declines.rows.index))


def _usual(values: pd.Series, *, text: bool) -> float | str:
    return str(values.mode().iloc[0]) if text else float(values.median())


def _mask(declines: ScoreDeclines, names: list[set[str]]) -> Mask:
    found = [[name in chosen for name in declines.index.names] for chosen in names]
    return np.array(found, dtype=bool).reshape(len(names), len(declines.index.names))


def _examples(
    declines: ScoreDeclines, stated: list[tuple[Reason, ...]], stays: Mask
) -> tuple[str, ...]:
    places = np.flatnonzero(stays)[:SHOWN]
    return tuple(
        f"{declines.rows.index[place]}: turned away without "
        + ", ".join(reason.code for reason in stated[place])
        for place in places
    )

"""What the Merchant page says of peers, of the nearest merchants and of scores over time."""

from collections.abc import Mapping

from dashboard import formats
from dashboard.values import DECISIONS, named
from pipelines.explain.nearest import Nearest
from pipelines.explain.peers import AgainstPeers, Standing
from pipelines.explain.score_history import ScoreHistory
from pipelines.features import Feature

FIFTHS = ("smallest", "second smallest", "middle", "second largest", "largest")
OUTLYING = 0.1
"""Below this share of peers, or above all but it, a feature counts as unusual."""


def who_peers_are(found: AgainstPeers) -> str:
    """Which applications count as peers."""
    if found.industry is None or found.size is None:
        return f"all {formats.count(found.peers_n)} applications of other merchants"
    return (
        f"{formats.plural(found.peers_n, 'application')} of other merchants in "
        f"{found.industry}, in the {FIFTHS[found.size - 1]} fifth of the book by annual sales"
    )


def against_peers(found: AgainstPeers, drawn: list[Standing], known: Mapping[str, Feature]) -> str:
    """How many of the strongest features are unusual, and the one that is most so."""
    placed = [
        (abs(one.peers.percentile - 0.5), one) for one in drawn if one.peers.percentile is not None
    ]
    start = f"Against {who_peers_are(found)}"
    unusual = [one for off, one in placed if off > 0.5 - OUTLYING]
    if not unusual:
        return f"{start}, none of the {len(placed)} strongest features is unusual."
    most = max(placed, key=lambda item: item[0])[1]
    percentile = most.peers.percentile or 0.0
    side = "above" if percentile > 0.5 else "below"
    beyond = max(percentile, 1 - percentile)
    share = "all" if beyond == 1 else formats.rate(beyond)
    return (
        f"{start}, {len(unusual)} of the {len(placed)} strongest features "
        f"{'is' if len(unusual) == 1 else 'are'} among the lowest or highest tenth; most of all "
        f"{known[most.feature].label.lower()}, {side} {share} of them."
    )


def nearest(found: Nearest, names: Mapping[str, str]) -> str:
    """The nearest of either kind, and which kind is nearer."""
    day = formats.day(found.on)
    if not found.approved and not found.defaulted:
        return f"No other merchant was approved, and no default was known, before {day}."
    if not found.approved:
        return f"No other merchant was approved before {day}."
    lent = found.approved[0]
    text = (
        f"Of {formats.plural(found.approved_n, 'approved application')} before {day} the nearest "
        f"is {names.get(lent.merchant_id, lent.merchant_id)}, at a distance of "
        f"{lent.distance:.2f} log-odds"
    )
    if not found.defaulted:
        return f"{text}; no default of another merchant was known by then."
    bad = found.defaulted[0]
    nearer = "further away" if bad.distance >= lent.distance else "nearer"
    return (
        f"{text}; of {formats.plural(found.defaulted_n, 'known default')} it is "
        f"{names.get(bad.merchant_id, bad.merchant_id)}, {nearer} at {bad.distance:.2f}."
    )


def over_time(found: ScoreHistory) -> str:
    """How the PD came from the application before to this one, and what moved it most."""
    last = found.scorings[-1]
    if len(found.scorings) == 1:
        return (
            f"This is the merchant's first scored application, at a PD of {formats.pd(last.pd)}: "
            "there is no earlier score to compare with."
        )
    before = found.scorings[-2]
    way = "rose" if last.pd > before.pd else "fell" if last.pd < before.pd else "stayed"
    text = (
        f"Over {formats.plural(len(found.scorings), 'application')} the last PD {way} from "
        f"{formats.pd(before.pd)} on {formats.day(before.applied_at)} to {formats.pd(last.pd)}"
    )
    most = last.moves[0]
    return (
        f"{text}; {most.group} moved it most, by {most.change:+.2f} of "
        f"{last.score - before.score:+.2f} log-odds."
    )


def decision(code: str | None) -> str:
    """A stored decision in words."""
    return "No offer stored" if code is None else DECISIONS.get(code, named(code))

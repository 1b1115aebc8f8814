"""From contributions to the few statements a merchant reads."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from pipelines.features import Feature
from pipelines.reasons import Reason, Statement, check_coverage

MOST = 4
"""More than four reasons are not likely to be helpful (12 CFR 1002, Supplement I, 9(b)(2)-1)."""


def score_reasons(
    contributions: Mapping[str, float],
    features: Sequence[Feature],
    statements: Mapping[str, Statement],
    limit: int = MOST,
) -> tuple[Reason, ...]:
    """Return the reason codes that raise the risk most, largest first.

    A code speaks for all its features jointly: their contributions (log-odds) are summed, so a
    code whose features cancel out is no reason. A reason names its features that raise the risk.
    """
    check_coverage({feature.reason for feature in features}, statements)
    members: dict[str, list[str]] = defaultdict(list)
    for feature in features:
        members[feature.reason].append(feature.name)
    totals = {code: sum(contributions[name] for name in members[code]) for code in members}
    adverse = sorted((code for code in totals if totals[code] > 0), key=lambda c: (-totals[c], c))
    return tuple(
        Reason(code, statements[code].statement, _raising(members[code], contributions))
        for code in adverse[:limit]
    )


def _raising(names: Sequence[str], contributions: Mapping[str, float]) -> tuple[str, ...]:
    """Return the names that raise the risk, largest contribution first."""
    raising = [name for name in names if contributions[name] > 0]
    return tuple(sorted(raising, key=lambda name: (-contributions[name], name)))

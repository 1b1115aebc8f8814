"""What the Features page says about what the model sees, and whether it holds still."""

from dashboard import formats, values
from pipelines.profile import BookProfile, Cluster, FeatureBin, FeatureProfile, Periods

RATE_FROM = 10
"""A bin of fewer known outcomes is not named as the riskiest or the safest."""
WHOLE = ("count", "days")


def overall(found: BookProfile, ranked: list[FeatureProfile]) -> str:
    """The strongest feature alone, and how many of those that tell anything have moved."""
    telling = [one for one in ranked if one.strength and one.strength.is_beyond_chance]
    if not ranked:
        return "No feature tells two applications apart: all are missing or have one value."
    if found.outcomes == 0 or ranked[0].strength is None:
        text = "Without outcomes of both kinds, nothing says what a feature is worth"
        return f"{text}; {moved(found, ranked)}." if found.periods else f"{text}."
    if not telling:
        return (
            f"No feature alone tells more than chance would, with {found.bads:,} bads of "
            f"{formats.plural(found.outcomes, 'outcome')}."
        )
    text = f"{tells(telling[0])}; {len(telling)} of {len(ranked)} features tell more than chance"
    return f"{text}. Of these {moved(found, telling)}." if found.periods else f"{text}."


def tells(one: FeatureProfile) -> str:
    """A feature's information value and AUC in words."""
    strength = one.strength
    if strength is None:
        return one.feature.label
    text = f"{one.feature.label} tells most alone (information value {strength.iv:.2f}"
    if strength.auc:
        text += f", AUC {strength.auc.estimate:.2f}"
    return f"{text})"


def moved(found: BookProfile, among: list[FeatureProfile]) -> str:
    """How many features have shifted in the newest period, and which one most."""
    shifted = [one for one in among if one.drift and one.drift.verdict == "shifted"]
    if not shifted:
        return f"none has shifted {since(found.periods)}"
    most = max(shifted, key=lambda one: one.drift.psi if one.drift else 0.0)
    psi = most.drift.psi if most.drift else 0.0
    return (
        f"{len(shifted)} {'has' if len(shifted) == 1 else 'have'} shifted {since(found.periods)}, "
        f"most of all {most.feature.label} (PSI {psi:.2f})"
    )


def since(periods: Periods | None) -> str:
    """The start of the newest period in words."""
    return f"since {formats.day(periods.newest_first)}" if periods else ""


def against(periods: Periods) -> str:
    """Both periods with their days and sizes."""
    return (
        f"Newest: {formats.day(periods.newest_first)} to {formats.day(periods.newest_last)}, "
        f"n = {periods.newest_n:,}; reference: {formats.day(periods.reference_first)} to "
        f"{formats.day(periods.reference_last)}, n = {periods.reference_n:,}"
    )


def one_feature(one: FeatureProfile, labels: list[str]) -> str:
    """One feature: where its bad rate is highest and lowest, and whether it has moved."""
    label = one.feature.label
    if one.is_missing_everywhere:
        return f"{label} is missing for every application, so the model sees nothing of it."
    if one.is_silent:
        return f"{label} has one value for all {one.n:,} applications, so it tells nothing."
    return f"{_by_outcome(one, labels)} {_moved(one)}".strip()


def _by_outcome(one: FeatureProfile, labels: list[str]) -> str:
    rated = [
        (row.rate, name)
        for row, name in zip(one.bins, labels, strict=True)
        if row.rate and row.goods + row.bads >= RATE_FROM
    ]
    if one.strength is None or len(rated) < 2:
        return "Too few outcomes are known to compare its bins."
    high, riskiest = max(rated, key=lambda item: item[0].estimate)
    low, safest = min(rated, key=lambda item: item[0].estimate)
    apart = "" if high.low > low.high else ", within each other's intervals"
    text = (
        f"{formats.rate(high.estimate)} went bad where {one.feature.label} is {riskiest} and "
        f"{formats.rate(low.estimate)} where it is {safest}{apart}"
    )
    strength = one.strength
    chance = "beyond" if strength.is_beyond_chance else "not beyond"
    return (
        f"{text}: information value {strength.iv:.2f}, {chance} what chance explains "
        f"({strength.iv_bound:.2f})."
    )


def _moved(one: FeatureProfile) -> str:
    drift = one.drift
    if drift is None:
        return ""
    words = {
        "stable": "It holds still",
        "watch": "It has moved and is to be watched",
        "shifted": "It has shifted",
    }
    text = f"{words[drift.verdict]}: PSI {drift.psi:.2f}, sampling alone up to {drift.bound:.2f}"
    if abs(drift.missing_now - drift.missing_before) >= 0.01:
        text += (
            f"; missing {formats.rate(drift.missing_now)} of the newest applications, "
            f"{formats.rate(drift.missing_before)} before"
        )
    return f"{text}."


def drift(found: BookProfile, drifted: list[FeatureProfile]) -> str:
    """How many features moved, and whether more of them are missing."""
    verdicts = [one.drift.verdict for one in drifted if one.drift]
    text = (
        f"{verdicts.count('shifted')} of {len(drifted)} features have shifted "
        f"{since(found.periods)}, {verdicts.count('watch')} more are to be watched"
    )
    gaps = [(one.drift.missing_now - one.drift.missing_before, one) for one in drifted if one.drift]
    if gaps:
        widest, most = max(gaps, key=lambda item: item[0])
        if widest >= 0.01:
            text += f"; {most.feature.label} is missing {formats.points(widest)} more often"
    return f"{text}."


def alike(found: BookProfile, labels: dict[str, str]) -> str:
    """How many features repeat another one."""
    if not found.clusters:
        return "No two features rank the applications alike."
    members = sum(len(cluster.names) for cluster in found.clusters)
    largest = found.clusters[0]
    return (
        f"{members} features fall into {formats.plural(len(found.clusters), 'cluster')} that rank "
        f"the applications alike, so {members - len(found.clusters)} add little; the largest has "
        f"{len(largest.names)}, of which {labels[largest.keep]} tells most."
    )


def others(cluster: Cluster, labels: dict[str, str]) -> str:
    """The members of a cluster besides the one to keep."""
    return ", ".join(labels[name] for name in cluster.names[1:])


def bin_labels(one: FeatureProfile, currency: str) -> list[str]:
    """The bins of a feature as a page names them: `under $1,200`, `2 to 4 days`, `missing`."""
    return [_bin_label(row, one.feature.unit, currency) for row in one.bins]


def _bin_label(row: FeatureBin, unit: str, currency: str) -> str:
    if row.is_missing:
        return "missing"
    if row.text is not None:
        return row.text
    return _range(row.low, row.high, unit, currency)


def _range(low: float | None, high: float | None, unit: str, currency: str) -> str:
    if low is None:
        return "known" if high is None else f"under {values.value(high, unit, currency)}"
    start = values.value(low, unit, currency)
    if high is None:
        return f"{start} or more"
    if unit in WHOLE and float(low).is_integer() and float(high).is_integer():
        last = values.value(high - 1, unit, currency)
        return start if high - low == 1 else f"{formats.count(low)} to {last}"
    return f"{start} to {values.value(high, unit, currency)}"

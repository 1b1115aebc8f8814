"""What the tab "Vintages" says of its curves and of predicted against realised loss."""

from collections.abc import Sequence

from scipy.stats import binom

from dashboard import formats
from dashboard.charts.vintage_curves import newest_telling, vintage_name
from pipelines.portfolio import differ
from pipelines.portfolio.rates import PredictedVintage, VintageCurve

LEVEL = 0.95
BASES = {"fitted": "learned from", "judged": "held out", "later": "after the training"}
DONE = {
    "late": "had been 30+ days late",
    "default": "had defaulted",
    "charged off": "had been charged off",
    "net charge-off": "was lost",
}


def newest(curves: Sequence[VintageCurve], *, quarterly: bool) -> str:
    """The newest telling vintage at its age against all before it at the same age."""
    curve = newest_telling(curves)
    age, name = curve.seen[-1].months_on_book, vintage_name(curve, quarterly=quarterly)
    now, before = curve.seen[-1].rate, [c for c in curves if c.vintage < curve.vintage]
    if not before:
        return (
            f"{name} is the only vintage that is old enough, so there is none to compare it with."
        )
    text = f"{formats.plural(age, 'month')} after funding, {_measured(curve, now, name)}"
    if curve.measure == "net charge-off":
        amounts = [(c.at(age), c.principal_cents) for c in before]
        usual = sum(p.rate * n for p, n in amounts if p) / sum(n for p, n in amounts if p)
        return f"{text}, against {formats.rate(usual)} of all vintages before."
    counts = [(c.at(age), c.loans) for c in before]
    events = round(sum(p.rate * n for p, n in counts if p))
    loans = sum(n for p, n in counts if p)
    text = f"{text}, against {formats.rate(events / loans)} of the {loans:,} loans funded before"
    is_news = differ((round(now * curve.loans), curve.loans), (events, loans))
    return f"{text}." if is_news else f"{text}: no change beyond noise."


def _measured(curve: VintageCurve, rate: float, name: str) -> str:
    done = DONE[curve.measure]
    if curve.measure == "net charge-off":
        return f"{formats.rate(rate)} of the principal of {name} {done}"
    return f"{formats.rate(rate)} of the {formats.plural(curve.loans, 'loan')} of {name} {done}"


def tails(curves: Sequence[VintageCurve], tested: tuple[int, int], *, quarterly: bool) -> str:
    """What the newest telling vintage is projected to reach, and how earlier tails did."""
    curve = newest_telling(curves)
    name, end = vintage_name(curve, quarterly=quarterly), curve.final
    if end.low is None or end.high is None or not end.is_projected:
        return "Nothing of it is projected."
    text = (
        f"Projection: {formats.rate(end.rate)} of it ({formats.rate(end.low)} to "
        f"{formats.rate(end.high)}) by month {end.months_on_book}."
    ).replace("of it", f"of {name}")
    inside, of = tested
    if not of:
        return f"{text} No tail is old enough to be tested."
    return f"{text} Of {of} tails projected six months ago, {inside} held what came."


def predicted(rows: Sequence[PredictedVintage]) -> tuple[str, str]:
    """How many vintages lie inside their interval, and how those did that the model had not seen.

    Without any that has shown enough of its loss, the first sentence says so.
    """
    judged = [row for row in rows if row.is_judged]
    if not judged:
        return "No vintage is old enough to hold its loss against what was predicted.", ""
    inside = sum(row.is_inside for row in judged)
    chance = float(binom.cdf(inside, len(judged), LEVEL))
    verdict = "as chance allows" if chance > 0.05 else "fewer than chance allows"
    expected, lost = _total(judged)
    sentence = (
        f"{inside} of {formats.plural(len(judged), 'funding month')} lost what was predicted "
        f"within the 95 % interval, {verdict}; in all {formats.rate(lost)} of principal was lost, "
        f"{formats.rate(expected)} predicted."
    )
    return sentence, " ".join(_by_basis(judged))


def _by_basis(judged: Sequence[PredictedVintage]) -> list[str]:
    parts = []
    for basis in ("later", "judged", "fitted"):
        some = [row for row in judged if row.basis == basis]
        if some:
            expected, lost = _total(some)
            inside = sum(row.is_inside for row in some)
            parts.append(
                f"{BASES[basis].capitalize()}: {inside} of {len(some)} inside, "
                f"{formats.rate(lost)} lost, {formats.rate(expected)} predicted."
            )
    return parts


def _total(rows: Sequence[PredictedVintage]) -> tuple[float, float]:
    """Predicted and realised loss as shares of principal."""
    principal = sum(row.principal_cents for row in rows)
    predicted_cents = sum(row.loss.estimate for row in rows)
    return predicted_cents / principal, sum(row.realised_cents for row in rows) / principal

"""`audit`: questions to put to the features before a model is trusted, one subject each."""

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from pipelines.cli.answer import Answer
from pipelines.cli.progress import progress_bar
from pipelines.profile import BookProfile, FeatureProfile, Periods, book_profile
from pipelines.review import FeatureLeak, leak_audit
from pipelines.settings import Settings
from pipelines.store import History

HELP = "audit the features: drift (what moved lately), leaks (what sees the future)"
WORST_FIRST = ("shifted", "watch", "stable")


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what is audited."""
    parser.add_argument("what", choices=list(AUDITS), help="the subject of the audit")


def run(options: Namespace, settings: Settings) -> Answer:
    """Run the audit that was asked for."""
    return AUDITS[options.what](settings)


def drift(settings: Settings) -> Answer:
    """Which features moved between the reference period and the newest one."""
    with History(settings) as history:
        found, version = book_profile(history), history.version().version_id
    moved = sorted(
        (profile for profile in found.features if profile.drift),
        key=lambda profile: -profile.drift.psi if profile.drift else 0.0,
    )
    record = {
        "version": version,
        "periods": asdict(found.periods) if found.periods else None,
        "features": [_record(profile) for profile in moved],
    }
    return Answer(record, _words(found, moved))


def _record(profile: FeatureProfile) -> dict[str, Any]:
    feature = profile.feature
    measured = asdict(profile.drift) if profile.drift else {}
    return {"feature": feature.name, "label": feature.label, **measured}


def _words(found: BookProfile, moved: list[FeatureProfile]) -> str:
    if found.periods is None:
        return (
            f"nothing to compare: {found.n:,} applications make no two periods of 30 and more "
            "over 60 days and more"
        )
    by_verdict = {
        verdict: [p for p in moved if p.drift and p.drift.verdict == verdict]
        for verdict in WORST_FIRST
    }
    lines = [_periods(found.periods)]
    lines += [_line(profile) for verdict in WORST_FIRST[:2] for profile in by_verdict[verdict]]
    counted = ", ".join(f"{len(by_verdict[verdict])} {verdict}" for verdict in WORST_FIRST)
    return "\n".join([*lines, f"{len(moved)} features: {counted}"])


def _periods(periods: Periods) -> str:
    return (
        f"{periods.newest_first} to {periods.newest_last} ({periods.newest_n:,} applications) "
        f"against {periods.reference_first} to {periods.reference_last} "
        f"({periods.reference_n:,} applications)"
    )


def _line(profile: FeatureProfile) -> str:
    moved = profile.drift
    if moved is None:
        return ""
    return (
        f"{moved.verdict:<7}  PSI {moved.psi:.3f}, sampling alone up to {moved.bound:.3f}  "
        f"{profile.feature.label}; missing {moved.missing_before:.1%} before, "
        f"{moved.missing_now:.1%} now"
    )


def leaks(settings: Settings) -> Answer:
    """Which features change when the future is shuffled; the answer is not done where one does."""
    with History(settings) as history, progress_bar() as progress:
        found = leak_audit(history, progress=progress)
    later = ", ".join(f"{n:,} {table}" for table, n in found.later_rows.items() if n)
    counted = Counter(feature.verdict for feature in found.features)
    lines = [
        f"{found.applications} applications of {len(found.days)} days from {found.days[0]} to "
        f"{found.days[-1]}; rows known only later, shuffled and altered: {later or 'none'}",
        *(_leak(feature) for feature in found.leaking),
        ", ".join(f"{counted[verdict]} {verdict}" for verdict in ("leaks", "holds", "not judged")),
    ]
    return Answer(found.to_json(), "\n".join(lines), done=not found.leaking)


def _leak(feature: FeatureLeak) -> str:
    return (
        f"leaks  {feature.name}: {feature.changed} of {feature.compared} values changed, such as "
        f"of {', '.join(feature.examples)}"
    )


AUDITS: dict[str, Callable[[Settings], Answer]] = {"drift": drift, "leaks": leaks}

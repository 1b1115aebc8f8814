"""`monitor`: how the champion does on what came after its training."""

from argparse import ArgumentParser, Namespace

from pipelines.cli.answer import Answer
from pipelines.model import champion, judged_cases, load_model_policy
from pipelines.monitoring import MonitoringReport, Realised, monitor
from pipelines.settings import Settings
from pipelines.store import History

HELP = "watch the champion: drift, realised against predicted, and whether to train again"


def add_arguments(parser: ArgumentParser) -> None:
    """No arguments of its own."""


def run(options: Namespace, settings: Settings) -> Answer:
    """Hold the champion against the newest data; an alert is a finding, not a failure."""
    policy, manifest = load_model_policy(settings.model_policy), champion(settings).manifest
    judged = judged_cases(settings, manifest.model_id)
    with History(settings) as history:
        found = monitor(history, manifest, judged, policy)
    return Answer(found.to_json(), _words(found))


def _words(found: MonitoringReport) -> str:
    lines = [f"{found.verdict}: model {found.model_id} as of {found.as_of}"]
    lines += [f"  {sentence}" for sentence in found.evidence]
    if found.score_drift:
        drifted = found.score_drift
        lines.append(
            f"score drift: PSI {drifted.psi:.3f}, sampling alone up to {drifted.bound:.3f} "
            f"({drifted.n_other:,} applications against {drifted.n_reference:,})"
        )
    lines += [_line(row) for row in found.vintages]
    lines.append(
        f"{found.new_outcomes:,} outcomes since the training, {found.new_outcomes_share:.0%} of "
        "what it learned from"
    )
    return "\n".join(lines)


def _line(row: Realised) -> str:
    area = row.auc
    ranked = f", AUC {area.estimate:.3f} [{area.low:.3f}, {area.high:.3f}]" if area else ""
    return (
        f"{row.quarter}  {row.light:<6}  {row.basis:<6}  predicted {row.mean_pd:.1%}, realised "
        f"{row.rate.estimate:.1%} [{row.rate.low:.1%}, {row.rate.high:.1%}] ({row.bads:,} of "
        f"{row.n:,}){ranked}"
    )

"""`train`: learn a model from every known outcome, register it and validate it."""

from argparse import ArgumentParser, Namespace

from pipelines.cli.answer import Answer
from pipelines.cli.progress import progress_bar
from pipelines.model import DEFAULT, LABELS, Manifest, proxy_notice
from pipelines.settings import Settings
from pipelines.stages import TrainedModel, train_model
from pipelines.validation import ValidationReport

HELP = "train, calibrate, evaluate, register and validate a model"


def add_arguments(parser: ArgumentParser) -> None:
    """What a bad is, how long to look for parameters, and whether to validate."""
    parser.add_argument(
        "--label",
        choices=LABELS,
        default=DEFAULT,
        help="what a bad is (default: a default); shortfall is the proxy of a book without loans",
    )
    parser.add_argument(
        "--tune",
        type=_count,
        default=0,
        metavar="N",
        help="try N parameter settings first, on the development cases only; goes on where an "
        "earlier search of the same cases ended",
    )
    parser.add_argument(
        "--without-report", action="store_true", help="leave the validation report out"
    )


def run(options: Namespace, settings: Settings) -> Answer:
    """Train the model."""
    with progress_bar() as progress:
        report = train_model(
            settings,
            label=options.label,
            trials=options.tune,
            validated=not options.without_report,
            progress=progress,
        )
    return Answer(report.to_json(), words(report))


def _count(text: str) -> int:
    """A whole number from 0 up; a ValueError makes argparse answer with misuse."""
    if int(text) < 0:
        raise ValueError(text)
    return int(text)


def words(report: TrainedModel) -> str:
    """The training in words, the naive baselines beside the model."""
    record = report.training.manifest
    lines = [
        f"model {record.model_id} on {record.n:,} outcomes ({record.bad_rate:.1%} bad), "
        f"{record.split}, in {record.seconds:.1f} s",
        *_figures(record),
        *(_validation(report.validation) if report.validation else []),
        *record.warnings,
        *record.remarks,
    ]
    if notice := proxy_notice(record.label):
        lines.append(notice)
    if report.training.role == "challenger":
        lines.append(
            "registered as challenger: the champion decides until somebody proposes this model "
            f"(`models propose {record.model_id}`) and somebody else approves it"
        )
    return "\n".join(lines)


def _figures(record: Manifest) -> list[str]:
    auc, metrics = record.metrics.auc, record.metrics
    lines = [
        f"AUC {auc.estimate:.3f} ({auc.low:.3f}-{auc.high:.3f}), KS {metrics.ks:.3f}, "
        f"Brier {metrics.brier:.4f}, ECE {metrics.ece:.4f} (perfect PDs would show "
        f"{record.ece_of_perfect:.4f}), calibrated by {record.calibration.kind}"
    ]
    lines += [
        f"  beside it, {baseline.label}: AUC {baseline.auc.estimate:.3f} "
        f"({baseline.auc.low:.3f}-{baseline.auc.high:.3f})"
        for baseline in record.baselines
    ]
    if record.hold_out_use > 1:
        lines.append(f"  its hold-out has judged {record.hold_out_use} models by now")
    if record.tuning:
        lines.append(
            f"  tuned by {record.tuning['trials']} trials: log loss in development "
            f"{record.tuning['default_loss']:.4f} by default, {record.tuning['best_loss']:.4f} best"
        )
    return lines


def _validation(found: ValidationReport) -> list[str]:
    grades = found.calibration
    lines = [
        f"  beside it, {peer.name}: AUC {peer.auc.estimate:.3f} "
        f"({peer.auc.low:.3f}-{peer.auc.high:.3f})"
        for peer in found.peers
    ]
    if against := found.against_champion:
        minus = against.difference
        lines.append(
            f"  beside it, champion {against.second}: AUC {minus.estimate:+.3f} "
            f"({minus.low:+.3f} to {minus.high:+.3f}) on {against.n:,} common cases"
        )
    weak = len(found.weak_spots.weak)
    return [
        *lines,
        f"validated: {grades.green} of {len(grades.grades)} grades green, "
        f"{found.directions.violations} of {found.directions.sweeps:,} sweeps against a direction, "
        f"{weak} of {found.weak_spots.searched} slices weak, in {found.seconds:.1f} s",
    ]

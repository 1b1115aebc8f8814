"""`train`: learn a model from every known outcome and make it champion."""

from argparse import ArgumentParser, Namespace

from pipelines.cli.answer import Answer
from pipelines.cli.progress import progress_bar
from pipelines.model import DEFAULT, LABELS, TrainingReport, proxy_notice
from pipelines.model import train as train_model
from pipelines.settings import Settings

HELP = "train, calibrate, evaluate and register a model"


def add_arguments(parser: ArgumentParser) -> None:
    """What a bad is."""
    parser.add_argument(
        "--label",
        choices=LABELS,
        default=DEFAULT,
        help="what a bad is (default: a default); shortfall is the proxy of a book without loans",
    )


def run(options: Namespace, settings: Settings) -> Answer:
    """Train the model."""
    with progress_bar() as progress:
        report = train_model(settings, label=options.label, progress=progress)
    return Answer(report.to_json() | {"label": report.manifest.label}, words(report))


def words(report: TrainingReport) -> str:
    """The training in words, the naive baselines beside the model."""
    record = report.manifest
    auc = record.metrics.auc
    lines = [
        f"model {record.model_id} on {record.n:,} outcomes ({record.bad_rate:.1%} bad), "
        f"{record.split}, in {record.seconds:.1f} s",
        f"AUC {auc.estimate:.3f} ({auc.low:.3f}-{auc.high:.3f}), KS {record.metrics.ks:.3f}, "
        f"Brier {record.metrics.brier:.4f}, ECE {record.metrics.ece:.4f}",
    ]
    lines += [
        f"  beside it, {baseline.label}: AUC {baseline.auc.estimate:.3f} "
        f"({baseline.auc.low:.3f}-{baseline.auc.high:.3f})"
        for baseline in record.baselines
    ]
    notice = proxy_notice(record.label)
    return "\n".join([*lines, *record.warnings, *([notice] if notice else [])])

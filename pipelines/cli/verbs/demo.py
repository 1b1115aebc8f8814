"""`demo`: the embedded demo, from a synthetic marketplace to its offers."""

from argparse import ArgumentParser, Namespace

from pipelines.cli.answer import Answer
from pipelines.cli.progress import progress_bar
from pipelines.settings import Settings
from pipelines.stages import build_demo
from pipelines.world import PRESETS

HELP = "build the embedded demo: a synthetic marketplace with loans, model and offers"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the size of the marketplace and its seed."""
    parser.add_argument("--merchants", type=int, default=5_000, help="how many (default 5000)")
    parser.add_argument("--years", type=int, default=3, help="of sales history (default 3)")
    worlds = "; ".join(f"{preset.name}: {preset.about}" for preset in PRESETS.values())
    parser.add_argument("--preset", default="base", help=f"which world (default base). {worlds}")
    parser.add_argument("--seed", type=int, help="same seed, same marketplace")
    parser.add_argument("--replace", action="store_true", help="build an existing demo anew")


def run(options: Namespace, settings: Settings) -> Answer:
    """Build the demo."""
    with progress_bar() as progress:
        report = build_demo(
            settings,
            merchants=options.merchants,
            years=options.years,
            seed=settings.seed if options.seed is None else options.seed,
            preset=options.preset,
            replace=options.replace,
            progress=progress,
        )
    lines = [table.sentence() for table in report.imported.tables]
    training = report.training.to_json()
    lines.append(
        f"model {training['model_id']}: AUC {training['auc']:.3f} "
        f"({training['auc_ci'][0]:.3f}-{training['auc_ci'][1]:.3f}), {training['split']}"
    )
    decided = ", ".join(f"{n:,} {name}" for name, n in report.scoring.decisions.items())
    lines.append(f"{report.scoring.applications:,} applications decided: {decided}")
    lines.append(f"Synthetic demo ready in {settings.store} ({report.scoring.version_id})")
    return Answer(report.to_json(), "\n".join(lines))

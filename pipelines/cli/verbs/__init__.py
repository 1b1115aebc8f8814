"""The verbs, one module each: HELP, add_arguments and run."""

from argparse import ArgumentParser, Namespace
from typing import Protocol

from pipelines.cli.answer import Answer
from pipelines.cli.verbs import (
    audit,
    check,
    cold_start,
    demo,
    explain,
    features,
    import_files,
    models,
    monitor,
    offer,
    optimise,
    portfolio,
    quote,
    score,
    simulate,
    status,
    trace,
    train,
)
from pipelines.settings import Settings


class Verb(Protocol):
    """What every module of this folder offers."""

    HELP: str

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the verb's own arguments."""

    def run(self, options: Namespace, settings: Settings) -> Answer:
        """Do the work; raises `Refused` with a clear message where it cannot."""


VERBS: dict[str, Verb] = {
    "demo": demo,
    "import": import_files,
    "features": features,
    "cold-start": cold_start,
    "train": train,
    "models": models,
    "score": score,
    "explain": explain,
    "trace": trace,
    "quote": quote,
    "offer": offer,
    "simulate": simulate,
    "optimise": optimise,
    "portfolio": portfolio,
    "check": check,
    "audit": audit,
    "monitor": monitor,
    "status": status,
}

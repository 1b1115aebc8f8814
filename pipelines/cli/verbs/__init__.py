"""The verbs, one module each: HELP, add_arguments and run."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Protocol, cast

from pipelines.cli.answer import Answer
from pipelines.settings import Settings


class Verb(Protocol):
    """What every module of this folder offers."""

    HELP: str

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the verb's own arguments."""

    def run(self, options: Namespace, settings: Settings) -> Answer:
        """Do the work; raises `Refused` with a clear message where it cannot."""


class _Verbs(Mapping[str, Verb]):
    """Verbs by name, each imported when it is first looked up: most need little of the house."""

    def __init__(self, modules: Mapping[str, str]) -> None:
        self._modules = modules

    def __getitem__(self, name: str) -> Verb:
        return cast("Verb", import_module(f"{__name__}.{self._modules[name]}"))

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __len__(self) -> int:
        return len(self._modules)


VERBS = _Verbs(
    {
        "demo": "demo",
        "import": "import_files",
        "features": "features",
        "cold-start": "cold_start",
        "train": "train",
        "models": "models",
        "score": "score",
        "explain": "explain",
        "trace": "trace",
        "quote": "quote",
        "offer": "offer",
        "simulate": "simulate",
        "optimise": "optimise",
        "serve": "serve",
        "api-key": "api_key",
        "replay": "replay",
        "portfolio": "portfolio",
        "stress": "stress",
        "watch-list": "watch_list",
        "loss": "loss",
        "board-pack": "board_pack",
        "check": "check",
        "audit": "audit",
        "monitor": "monitor",
        "status": "status",
    }
)

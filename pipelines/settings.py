"""Where things lie and how a run behaves."""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.errors import Refused

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """Paths and run settings; every field can be set by the environment variable named beside it.

    `threads` is pinned because CatBoost's trees depend on the number of threads.
    """

    store: Path = field(default=PROJECT / "data" / "store")  # PAYLATER_STORE
    policy: Path = field(default=PROJECT / "data" / "policy.toml")  # PAYLATER_POLICY
    model_policy: Path = field(  # PAYLATER_MODEL_POLICY
        default=PROJECT / "data" / "model_policy.toml"
    )
    reasons: Path = field(default=PROJECT / "data" / "reasons.toml")  # PAYLATER_REASONS
    shortfall: Path = field(default=PROJECT / "data" / "shortfall.toml")  # PAYLATER_SHORTFALL
    recourse: Path = field(default=PROJECT / "data" / "recourse.toml")  # PAYLATER_RECOURSE
    portfolio_limits: Path = field(  # PAYLATER_PORTFOLIO_LIMITS
        default=PROJECT / "data" / "portfolio_limits.toml"
    )
    stress: Path = field(default=PROJECT / "data" / "stress.toml")  # PAYLATER_STRESS
    watch_list: Path = field(default=PROJECT / "data" / "watch_list.toml")  # PAYLATER_WATCH_LIST
    loss_model: Path = field(  # PAYLATER_LOSS_MODEL
        default=PROJECT / "data" / "loss_model.toml"
    )
    threads: int = 2  # PAYLATER_THREADS
    device: str = "auto"  # PAYLATER_DEVICE, where models are trained: auto, cpu or gpu
    memory_limit: str = "2GB"  # PAYLATER_MEMORY_LIMIT, DuckDB's share
    batch_rows: int = 4_000_000  # PAYLATER_BATCH_ROWS, rows an import judges at a time
    seed: int = 20190115  # PAYLATER_SEED
    spark_master: str = "local[2]"  # PAYLATER_SPARK_MASTER, where `--engine spark` runs

    @property
    def history(self) -> Path:
        """The DuckDB file with what happened and what was computed from it."""
        return self.store / "history.duckdb"

    @property
    def workbench(self) -> Path:
        """The SQLite file with what people and the checkout decided."""
        return self.store / "workbench.sqlite"

    @property
    def models(self) -> Path:
        """The folder of registered models, one sub-folder a SHA-256 digest."""
        return self.store / "models"

    @property
    def serving(self) -> Path:
        """The folder of what the checkout reads: every merchant's newest features."""
        return self.store / "serving"


def settings_from_environment(store: str | Path | None = None) -> Settings:
    """Read the settings, `store` taking precedence over `PAYLATER_STORE`.

    Raises `Refused` naming a variable that is not what it should be.
    """
    defaults = Settings()
    env = os.environ.get
    return Settings(
        store=Path(store or env("PAYLATER_STORE") or defaults.store).resolve(),
        policy=Path(env("PAYLATER_POLICY", defaults.policy)),
        model_policy=Path(env("PAYLATER_MODEL_POLICY", defaults.model_policy)),
        reasons=Path(env("PAYLATER_REASONS", defaults.reasons)),
        shortfall=Path(env("PAYLATER_SHORTFALL", defaults.shortfall)),
        recourse=Path(env("PAYLATER_RECOURSE", defaults.recourse)),
        portfolio_limits=Path(env("PAYLATER_PORTFOLIO_LIMITS", defaults.portfolio_limits)),
        stress=Path(env("PAYLATER_STRESS", defaults.stress)),
        watch_list=Path(env("PAYLATER_WATCH_LIST", defaults.watch_list)),
        loss_model=Path(env("PAYLATER_LOSS_MODEL", defaults.loss_model)),
        threads=_whole_number("PAYLATER_THREADS", defaults.threads),
        device=_device("PAYLATER_DEVICE", defaults.device),
        memory_limit=_memory("PAYLATER_MEMORY_LIMIT", defaults.memory_limit),
        batch_rows=_whole_number("PAYLATER_BATCH_ROWS", defaults.batch_rows),
        seed=_whole_number("PAYLATER_SEED", defaults.seed),
        spark_master=env("PAYLATER_SPARK_MASTER") or defaults.spark_master,
    )


def _whole_number(variable: str, default: int) -> int:
    text = os.environ.get(variable, str(default))
    if not re.fullmatch("[0-9]{1,9}", text) or int(text) < 1:
        raise Refused(
            f"{variable} is {text!r}: set it to a whole number from 1 to 999999999, or unset it"
        )
    return int(text)


def _device(variable: str, default: str) -> str:
    text = os.environ.get(variable, default)
    if text not in ("auto", "cpu", "gpu"):
        raise Refused(f"{variable} is {text!r}: set it to auto, cpu or gpu, or unset it")
    return text


def _memory(variable: str, default: str) -> str:
    text = os.environ.get(variable, default)
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?\s*[KMGT]i?B", text):
        raise Refused(f"{variable} is {text!r}: set it to a size such as 2GB, or unset it")
    return text

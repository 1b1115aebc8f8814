"""The pack's sections, one module a question."""

from pipelines.board_pack.sections.delinquency import delinquency
from pipelines.board_pack.sections.exposure import concentration_section, watch_section
from pipelines.board_pack.sections.funding import returns_section, run_off_section
from pipelines.board_pack.sections.loss import distribution_section, loss_section
from pipelines.board_pack.sections.stress import stress_section
from pipelines.board_pack.sections.vintages import vintage_section

__all__ = [
    "concentration_section",
    "delinquency",
    "distribution_section",
    "loss_section",
    "returns_section",
    "run_off_section",
    "stress_section",
    "vintage_section",
    "watch_section",
]

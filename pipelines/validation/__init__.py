"""Validation: what a validator asks of a model before it is relied on."""

from pipelines.validation.report import ValidationReport, report_of
from pipelines.validation.validate import validate

__all__ = ["ValidationReport", "report_of", "validate"]

"""One decision on one page: what was decided, why in two languages, and what it rests on."""

from pipelines.decision_sheet.facts import DecisionSheet, SheetReason, decision_sheet
from pipelines.decision_sheet.page import sheet_html

__all__ = ["DecisionSheet", "SheetReason", "decision_sheet", "sheet_html"]

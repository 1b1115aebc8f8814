"""Commercial financing disclosures of a quote: rows, a sheet to print, and the same as PDF."""

from pipelines.offers.disclosure.rows import (
    FORMS,
    DisclosureForm,
    DisclosureRow,
    Prepayment,
    california_disclosure,
    new_york_disclosure,
    prepayments,
)
from pipelines.offers.disclosure.sheet import SheetHeader, disclosure_html, disclosure_pdf

__all__ = [
    "FORMS",
    "DisclosureForm",
    "DisclosureRow",
    "Prepayment",
    "SheetHeader",
    "california_disclosure",
    "disclosure_html",
    "disclosure_pdf",
    "new_york_disclosure",
    "prepayments",
]

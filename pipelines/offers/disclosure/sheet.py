"""The disclosure as one sheet: self-contained HTML for screen and print, and a PDF of the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from html import escape
from pathlib import Path
from string import Template

from pipelines.errors import Refused
from pipelines.offers.disclosure.rows import FORMS, DisclosureForm, money, prepayments
from pipelines.offers.quote import Quote

TEMPLATE = Path(__file__).with_name("sheet.html")
SYNTHETIC = "Synthetic data: this sheet is a demonstration and offers nothing to anybody."
WORDING = (
    "Figures are recomputed from the offer's schedule, the APR by the actuarial method of "
    "Regulation Z, Appendix J. Captions follow the rule named above; the wording is ours and is no "
    "legal advice."
)


@dataclass(frozen=True)
class SheetHeader:
    """Whom and what a sheet is for: the book's name, when it was offered and how long it stands.

    `offered_on` is a day or a moment; the offer stands `valid_hours` from it.
    """

    book: str
    is_synthetic: bool
    offered_on: date
    valid_hours: int
    merchant: str | None = None
    policy_version: str | None = None


def disclosure_form(name: str) -> DisclosureForm:
    """The form of that state; raises Refused for one there is no form of."""
    if name not in FORMS:
        raise Refused(f"there is no disclosure of {name!r}: choose one of {', '.join(FORMS)}")
    return FORMS[name]


def disclosure_html(quote: Quote, state: str, header: SheetHeader) -> str:
    """The sheet as one HTML page that loads nothing else; all text is escaped.

    Raises Refused for a state without a form and for a quote that is paid off early.
    """
    form = disclosure_form(state)
    who = f"For {header.merchant}. " if header.merchant else ""
    notice = f'<p class="notice" role="note">{escape(SYNTHETIC)}</p>' if header.is_synthetic else ""
    policy = f" Policy {header.policy_version}." if header.policy_version else ""
    return Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        title=escape(f"Offer summary, {money(quote, quote.amount_cents)}, {form.name}"),
        notice=notice,
        facts=escape(f"{who}{header.book}. {_validity(header)}"),
        form=escape(f"{form.name} ({form.rule})"),
        currency=escape(quote.currency),
        rows="\n".join(
            f'<tr><th scope="row">{escape(row.label)}</th><td>{escape(row.value)}</td>'
            f"<td>{escape(row.explanation)}</td></tr>"
            for row in form.rows(quote)
        ),
        early=_early_rows(quote),
        foot=escape(WORDING + policy),
    )


def disclosure_pdf(html: str) -> bytes:
    """The sheet as a PDF; raises Refused where WeasyPrint or a library it stands on is missing."""
    try:
        from weasyprint import HTML  # noqa: PLC0415
    except (ImportError, OSError) as error:
        raise Refused(
            "a PDF needs WeasyPrint and the Pango library, and one of them is missing: install "
            "them, or take the HTML and print it from a browser"
        ) from error
    return bytes(HTML(string=html, base_url=None).write_pdf(pdf_variant="pdf/ua-1"))


def _early_rows(quote: Quote) -> str:
    def cells(values: Iterable[str]) -> str:
        return "".join(f"<td>{escape(value)}</td>" for value in values)

    return "\n".join(
        "<tr>"
        + cells(
            (
                f"month {early.month}, {early.on.isoformat()}",
                money(quote, early.total_cents),
                money(quote, early.finance_charge_cents),
                money(quote, early.saved_cents),
                f"{early.apr:.2f} %",
            )
        )
        + "</tr>"
        for early in prepayments(quote)
    )


def _validity(header: SheetHeader) -> str:
    offered = header.offered_on
    if isinstance(offered, datetime):
        until = f"{offered + timedelta(hours=header.valid_hours):%Y-%m-%d %H:%M}"
        return f"Offered {offered:%Y-%m-%d %H:%M}, valid until {until} UTC."
    return f"Offered on {offered.isoformat()}, valid for {header.valid_hours} hours."

"""`quote`: price an amount at a tier, without an applicant."""

from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path

from pipelines.cli.answer import Answer
from pipelines.cli.pricing import price_words
from pipelines.cli.sheet_file import ENDINGS, write_sheet_file
from pipelines.errors import Refused
from pipelines.offers import (
    FORMS,
    Policy,
    Quote,
    SheetHeader,
    build_quote,
    disclosure_html,
    load_policy,
    parse_amount,
)
from pipelines.settings import Settings
from pipelines.store import Book, History

HELP = "price an amount at a tier, without an applicant"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare amount, terms, prepayment and the disclosure to write."""
    parser.add_argument("amount", help="in units of the book's currency, such as 30000")
    terms = parser.add_mutually_exclusive_group(required=True)
    terms.add_argument("--tier", help="low, mid or high")
    terms.add_argument("--rates", help="monthly rates instead, such as 0.0125,0.0125,0.0025")
    parser.add_argument("--prepay-month", type=int, metavar="N", help="pay all off in month N")
    parser.add_argument("--disclosure", choices=list(FORMS), help="write that state's disclosure")
    parser.add_argument("--out", type=Path, metavar="FILE", help="to this file, .html or .pdf")


def run(options: Namespace, settings: Settings) -> Answer:
    """Price the amount as if it were funded on the book's last day, or today without a store."""
    policy, book = load_policy(settings.policy), _book(settings)
    quote = build_quote(
        policy,
        parse_amount(options.amount, policy),
        _rates(options.rates) if options.tier is None else options.tier,
        book.as_of,
        prepay_month=options.prepay_month,
        currency=book.currency,
    )
    record = quote.to_json()
    words = price_words(record)
    if options.disclosure or options.out:
        written = _disclose(options.disclosure, options.out, quote, _header(book, policy))
        record, words = record | {"disclosure": str(written)}, f"{words}\ndisclosure in {written}"
    return Answer(record, words)


def _disclose(state: str | None, out: Path | None, quote: Quote, header: SheetHeader) -> Path:
    if state is None or out is None or out.suffix not in ENDINGS:
        raise Refused(
            f"a disclosure needs a state and a file: give --disclosure {' or '.join(FORMS)}, "
            "and --out with a name that ends in .html or .pdf"
        )
    write_sheet_file(disclosure_html(quote, state, header), out)
    return out


def _header(book: Book, policy: Policy) -> SheetHeader:
    hours = policy.checkout.offer_valid_hours
    return SheetHeader(
        book.name, book.is_synthetic, book.as_of, hours, policy_version=policy.version
    )


def _book(settings: Settings) -> Book:
    if not settings.history.exists():
        return Book("No book", "USD", date.today(), False, "")
    with History(settings) as history:
        return history.version().book


def _rates(text: str) -> tuple[float, ...]:
    try:
        return tuple(float(rate) for rate in text.split(","))
    except ValueError as error:
        raise Refused(
            f"{text!r} is not a list of monthly rates: give them like 0.0125,0.0125,0.0025"
        ) from error

"""`quote`: price an amount at a tier, without an applicant."""

from argparse import ArgumentParser, Namespace
from datetime import date

from pipelines.cli.answer import Answer
from pipelines.cli.pricing import price_words
from pipelines.errors import Refused
from pipelines.offers import build_quote, load_policy, parse_amount
from pipelines.settings import Settings
from pipelines.store import History

HELP = "price an amount at a tier, without an applicant"


def add_arguments(parser: ArgumentParser) -> None:
    """Declare amount, terms and prepayment."""
    parser.add_argument("amount", help="in units of the book's currency, such as 30000")
    terms = parser.add_mutually_exclusive_group(required=True)
    terms.add_argument("--tier", help="low, mid or high")
    terms.add_argument("--rates", help="monthly rates instead, such as 0.0125,0.0125,0.0025")
    parser.add_argument("--prepay-month", type=int, metavar="N", help="pay all off in month N")


def run(options: Namespace, settings: Settings) -> Answer:
    """Price the amount as if it were funded on the book's last day, or today without a store."""
    policy = load_policy(settings.policy)
    funded_on, currency = _day_and_currency(settings)
    quote = build_quote(
        policy,
        parse_amount(options.amount, policy),
        _rates(options.rates) if options.tier is None else options.tier,
        funded_on,
        prepay_month=options.prepay_month,
        currency=currency,
    )
    record = quote.to_json()
    return Answer(record, price_words(record))


def _day_and_currency(settings: Settings) -> tuple[date, str]:
    if not settings.history.exists():
        return date.today(), "USD"
    with History(settings) as history:
        book = history.version().book
    return book.as_of, book.currency


def _rates(text: str) -> tuple[float, ...]:
    try:
        return tuple(float(rate) for rate in text.split(","))
    except ValueError as error:
        raise Refused(
            f"{text!r} is not a list of monthly rates: give them like 0.0125,0.0125,0.0025"
        ) from error

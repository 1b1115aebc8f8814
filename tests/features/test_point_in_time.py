"""No feature sees anything that became known on the application's day or after it."""

from dataclasses import fields, replace
from datetime import date, datetime, time, timedelta
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pipelines.features import build, days
from tests.features.filled import built
from tests.features.random_books import (
    SALE_KINDS,
    START,
    add_movement,
    add_purchase,
    add_sale,
    random_book,
)
from tests.features.reference import (
    Application,
    Book,
    Loan,
    LoanEvent,
    Movement,
    Purchase,
    Sale,
)

PROBE = "probe"
TIMES = (time(0), time(0, 0, 1), time(14, 30), time(23, 59, 59))
FEEDS = ("sales", "purchases", "bank", "loan_events")


def day_of(row) -> date:
    """The day on which the lender came to know of a row."""
    for name in ("known_at", "funded_at", "applied_at"):
        if hasattr(row, name):
            return getattr(row, name).date()
    return START


def is_past(row, cut: date) -> bool:
    """Whether the probes on day `cut` may see the row; they see themselves."""
    return day_of(row) < cut or getattr(row, "application_id", "").startswith(PROBE)


def probed(rng: Random, book: Book, cut: date) -> Book:
    """The book with a request of every merchant on day `cut`, and events known late around it."""
    probes = [
        Application(
            f"{PROBE}-{merchant.merchant_id}",
            merchant.merchant_id,
            datetime.combine(cut, rng.choice(TIMES)),
            400_000,
            "p1",
        )
        for merchant in book.merchants
    ]
    late = Book(applications=probes)
    for merchant in book.merchants:
        _add_late_events(rng, late, merchant.merchant_id, cut)
        _add_late_loan(rng, late, merchant.merchant_id, cut)
    late.loan_events += [
        LoanEvent(loan.loan_id, f"{loan.loan_id}-late", *_around(rng, cut), kind, 3_000)
        for loan in book.loans
        for kind in ("payment", "charge_off")
    ]
    return _merged(book, late)


def without_later(book: Book, cut: date) -> Book:
    """The book with all that is not past on day `cut` deleted."""
    kept = {
        part.name: [row for row in getattr(book, part.name) if is_past(row, cut)]
        for part in fields(book)
    }
    return Book(**kept | {"merchants": [_merchant_by(cut, one, None) for one in book.merchants]})


def with_other_later(rng: Random, book: Book, cut: date) -> Book:
    """The book with all that is not past on day `cut` altered, and more of it inserted."""
    past = without_later(book, cut)
    other = Book()
    for name in (*FEEDS, "loans", "applications"):
        later = (row for row in getattr(book, name) if not is_past(row, cut))
        setattr(other, name, [_altered(row) for row in later])
    first = (cut - START).days
    for number in range(20):
        merchant = rng.choice(book.merchants).merchant_id
        for add in (add_sale, add_purchase, add_movement):
            add(rng, other, merchant, f"new-{number}", first)
        _add_late_events(rng, other, merchant, cut)
    merged = _merged(past, other)
    next_day = cut + timedelta(days=1)
    merged.merchants = [_merchant_by(cut, one, next_day) for one in book.merchants]
    return merged


def leaking(rng: Random, book: Book, cut: date) -> set[str]:
    """The features of the probes on day `cut` that change with what is not past on that day."""
    found, *others = [
        built(one).loc[[f"{PROBE}-{merchant.merchant_id}" for merchant in book.merchants]]
        for one in (book, without_later(book, cut), with_other_later(rng, book, cut))
    ]
    return {
        name
        for other in others
        for name in found
        if not ((found[name] == other[name]) | (found[name].isna() & other[name].isna())).all()
    }


@settings(max_examples=8, deadline=None, derandomize=True, phases=[Phase.generate])
@given(
    st.randoms(use_true_random=True),
    st.integers(90, 180),
    st.integers(2, 6),
    st.integers(-2, 690),
)
def test_no_feature_changes_with_what_came_later(rng, events, loans, day):
    """Deleting, altering and adding rows of any feed leaves every feature bit-equal."""
    cut = START + timedelta(days=day)
    book = probed(rng, random_book(rng, events=events, loans=loans, applications=6), cut)
    assert leaking(rng, book, cut) == set()


LEAKS = {
    "spans read a day too far": (
        build,
        "join merchant_days as d on d.merchant_id = a.merchant_id and d.day < a.cut_day\n",
        "join merchant_days as d on d.merchant_id = a.merchant_id and d.day <= a.cut_day\n",
        {"sales_7d_cents", "refund_rate_30d", "days_since_last_chargeback", "bank_in_30d_cents"},
    ),
    "events belong to the day they occurred": (
        days,
        "known_at",
        "occurred_at",
        {"sales_90d_cents", "refund_rate_90d", "chargeback_rate_90d", "market_refund_rate_90d"},
    ),
    "buyers count by the day of the sale": (
        build,
        "s.known_at",
        "s.occurred_at",
        {"top_buyer_share_30d", "top_channel_share_90d"},
    ),
    "suppliers count by the day of the purchase": (
        build,
        "e.known_at",
        "e.occurred_at",
        {"top_supplier_share"},
    ),
    "the market reads a day too far": (
        build,
        "m.day < c.cut_day",
        "m.day <= c.cut_day",
        {"market_growth_90d", "growth_against_market"},
    ),
    "loans stand as at the end of the day": (
        build,
        "join loan_days as d on d.merchant_id = a.merchant_id and d.day < a.cut_day",
        "join loan_days as d on d.merchant_id = a.merchant_id and d.day <= a.cut_day",
        {"open_principal_cents", "charge_offs_before"},
    ),
    "requests of the day count": (
        build,
        "cast(e.applied_at as date)) < a.cut_day",
        "cast(e.applied_at as date)) <= a.cut_day",
        {"requests_90d"},
    ),
    "a merchant joins later": (
        build,
        "m.joined_on) < a.cut_day",
        "m.joined_on) < a.cut_day + 9999",
        {"days_since_joined"},
    ),
}
"""SQL that leaks: whose, what stands there, what leaks instead, and some features that then do."""


@pytest.mark.parametrize("leak", LEAKS.values(), ids=LEAKS)
def test_a_leak_is_found(monkeypatch, leak):
    """The same check names the features that a leaky statement lets look ahead."""
    owner, honest, leaky, leaked = leak
    name = "features_sql" if owner is build else "sql_text"
    text_of = getattr(owner, name)
    monkeypatch.setattr(
        owner, name, lambda *args, **named: text_of(*args, **named).replace(honest, leaky)
    )
    rng, cut = Random(7), START + timedelta(days=400)
    book = random_book(rng, merchants=2, events=150, loans=8, applications=6)
    book.merchants = [replace(one, joined_on=cut + timedelta(days=5)) for one in book.merchants]
    assert leaked <= leaking(rng, probed(rng, book, cut), cut)


def _add_late_events(rng: Random, book: Book, merchant: str, cut: date) -> None:
    """Events of every feed and kind that happened before `cut` and became known from then on."""
    number = len(book.sales)
    for kind in dict.fromkeys(SALE_KINDS):
        event = f"late-{merchant}-{kind}-{number}"
        at, known = _around(rng, cut)
        book.sales.append(Sale(merchant, event, at, known, kind, 12_345, "b1", "web"))
    for kind in ("purchase", "refund"):
        event = f"late-{merchant}-{kind}-{number}"
        book.purchases.append(Purchase(merchant, event, *_around(rng, cut), kind, 54_321, "p1"))
    event = f"late-{merchant}-{number}"
    book.bank.append(Movement(merchant, event, *_around(rng, cut), 23_456, -1, "other lender"))


def _add_late_loan(rng: Random, book: Book, merchant: str, cut: date) -> None:
    """Another request on day `cut`, funded at once or on the day after."""
    at = datetime.combine(cut, rng.choice(TIMES))
    funded = at + timedelta(days=rng.choice((0, 0, 1)))
    book.applications.append(Application(f"late-{merchant}", merchant, at, 77_000))
    loan = Loan(f"late-{merchant}", f"late-{merchant}", merchant, funded, 77_000, (0.02, 0.01))
    book.loans.append(loan)


def _around(rng: Random, cut: date) -> tuple[datetime, datetime]:
    """A time in the 60 days before `cut`, and one on that day or up to 30 days later."""
    at = datetime.combine(cut - timedelta(days=rng.randint(1, 60)), rng.choice(TIMES))
    known = datetime.combine(cut + timedelta(days=rng.choice((0, 0, 1, 30))), rng.choice(TIMES))
    return at, known


def _altered(row):
    """The row with every number and text changed, at its time."""
    changes = {"amount_cents": 7, "principal_cents": 3, "order_amount_cents": 5}
    other = {
        name: (getattr(row, name) or 0) * factor + 1
        for name, factor in changes.items()
        if hasattr(row, name)
    }
    texts = {"buyer_id": "b9", "channel": "x", "supplier_id": "p9", "balance_after_cents": -9}
    other |= {name: value for name, value in texts.items() if hasattr(row, name)}
    if getattr(row, "kind", None) in {"sale", "refund"}:
        other["kind"] = "refund"
    return replace(row, **other)


def _merchant_by(cut: date, merchant, day: date | None):
    """The merchant with its dates from `cut` on replaced by `day`."""
    dates = {"joined_on": merchant.joined_on, "founded_on": merchant.founded_on}
    later = {name: day for name, value in dates.items() if value is not None and value >= cut}
    return replace(merchant, **later)


def _merged(one: Book, other: Book) -> Book:
    return Book(**{p.name: getattr(one, p.name) + getattr(other, p.name) for p in fields(Book)})

"""Random books: few merchants, all feeds, and all the odd things that real events do."""

from datetime import date, datetime, timedelta
from random import Random

from tests.features.reference import (
    Application,
    Book,
    Loan,
    LoanEvent,
    Merchant,
    Movement,
    Purchase,
    Sale,
)
from tests.features.reference.loans import History

START = date(2023, 1, 1)
DAYS = 700
SALE_KINDS = ("sale",) * 12 + ("refund", "refund", "chargeback", "void")
PURCHASE_KINDS = ("purchase",) * 5 + ("refund", "void")
BUYERS = ("b1", "b1", "b2", "b3", "b4", "b5", None)
CHANNELS = ("web", "web", "shop", "phone", None)
SUPPLIERS = ("p1", "p1", "p2", "p3", None)
CATEGORIES = ("returned payment", "Other lender", "other lender", "rent", None)
SECONDS = (0, 0, 1, 3 * 3600, 6 * 3600 - 1, 6 * 3600, 86399)
EDGES = (*range(1, 4), 7, 14, 30, 35, 56, 60, 90, 91, 180, 275, 360, 364, 365, 395, 455, 545)
"""Days before an application at which some window ends, or enough weeks or months are whole."""
RATES = (0.02, 0.02, 0.005, 0.0125, 0.0, 0.00333333)


def random_book(
    rng: Random, *, merchants: int = 3, events: int = 100, loans: int = 4, applications: int = 3
) -> Book:
    """A book of about so many events of merchants m1, m2 and so on."""
    book = Book(merchants=[_merchant(rng, f"m{n + 1}") for n in range(merchants)])
    starts = {m.merchant_id: _start(rng) for m in book.merchants}
    for number in range(events):
        merchant, start = rng.choice(list(starts.items()))
        _add_event(rng, book, merchant, f"e{number}", start)
    for number in range(applications):
        book.applications.append(_application(rng, f"a{number}", rng.choice(list(starts))))
    for number in range(loans):
        _add_loan(rng, book, f"l{number}", rng.choice(list(starts)))
    return book


def book_of_edges(rng: Random, *, merchants: int = 80) -> Book:
    """Merchants with few events, at the edges of windows before the day they all apply on."""
    cut = START + timedelta(days=DAYS)
    book = Book(merchants=[_merchant(rng, f"m{n + 1}") for n in range(merchants)])
    for number, merchant in enumerate(book.merchants):
        name, adds = merchant.merchant_id, rng.sample((add_sale, add_purchase, add_movement), 2)
        for event in range(rng.randint(1, 12)):
            day = DAYS - rng.choice(EDGES) - rng.randint(0, 1)
            rng.choice(adds)(rng, book, name, f"e{event}", day, day)
        at = datetime(cut.year, cut.month, cut.day) + timedelta(seconds=rng.choice(SECONDS))
        book.applications.append(Application(f"a{number}", name, at, 500_000, "p1"))
        before = at - timedelta(days=rng.choice(EDGES) + rng.randint(0, 1))
        book.applications.append(Application(f"b{number}", name, before))
    return book


def moment(rng: Random, first: int = 0, last: int = DAYS) -> datetime:
    """A time on a day between the `first` and the `last`, often one at the edge of something."""
    second = rng.choice(SECONDS) if rng.randint(0, 2) else rng.randint(0, 86399)
    day = START + timedelta(days=rng.randint(first, last))
    return datetime(day.year, day.month, day.day) + timedelta(seconds=second)


def known_after(rng: Random, at: datetime) -> datetime:
    """A time at or after `at`, mostly the same, at most 60 days later."""
    if rng.randint(0, 2):
        return at
    return at + timedelta(seconds=rng.choice((0, 1, 43_200, 86_400, rng.randint(0, 60 * 86_400))))


def add_sale(
    rng: Random, book: Book, merchant: str, event: str, start: int, end: int = DAYS
) -> None:
    """One sales event; the merchant m2 never names a buyer or a channel."""
    at = moment(rng, start, end)
    names = merchant != "m2"
    book.sales.append(
        Sale(
            merchant,
            event,
            at,
            known_after(rng, at),
            rng.choice(SALE_KINDS),
            _amount(rng),
            rng.choice(BUYERS) if names else None,
            rng.choice(CHANNELS) if names else None,
        )
    )


def add_purchase(
    rng: Random, book: Book, merchant: str, event: str, start: int, end: int = DAYS
) -> None:
    """One purchase event."""
    at, kind = moment(rng, start, end), rng.choice(PURCHASE_KINDS)
    known, supplier = known_after(rng, at), rng.choice(SUPPLIERS)
    book.purchases.append(Purchase(merchant, event, at, known, kind, _amount(rng), supplier))


def add_movement(
    rng: Random, book: Book, merchant: str, event: str, start: int, end: int = DAYS
) -> None:
    """One bank movement, now and then of nothing."""
    at = moment(rng, start, end)
    known, category = known_after(rng, at), rng.choice(CATEGORIES)
    amount = rng.choice((1, 1, 1, -1, -1, 0)) * _amount(rng)
    balance = rng.choice((None, rng.randint(-200_000, 2_000_000)))
    book.bank.append(Movement(merchant, event, at, known, amount, balance, category))


def _add_event(rng: Random, book: Book, merchant: str, event: str, start: int) -> None:
    """One event of a feed: m3 has no purchases, m1 has them all."""
    adds = [add_sale, add_sale, add_sale, add_movement]
    if merchant != "m3":
        adds.append(add_purchase)
    rng.choice(adds)(rng, book, merchant, event, start)


def _merchant(rng: Random, name: str) -> Merchant:
    days = [START + timedelta(days=rng.randint(-400, DAYS)) for _ in range(2)]
    return Merchant(name, rng.choice((None, *days)), rng.choice((None, *days)))


def _start(rng: Random) -> int:
    return rng.choice((0, 0, rng.randint(0, DAYS - 10)))


def _application(rng: Random, name: str, merchant: str) -> Application:
    """Before any history now and then, mostly well into it."""
    first = rng.choice((-5, 300, 500, 600))
    at, amount = moment(rng, first, DAYS + 60), rng.choice((None, _amount(rng), 500_000))
    return Application(name, merchant, at, amount, rng.choice((None, "p1", "p2", "p9")))


def _amount(rng: Random) -> int:
    return rng.choice(
        (rng.randint(1, 99), rng.randint(1, 60) * 10_000, rng.randint(100, 700_000), 25_050)
    )


def _add_loan(rng: Random, book: Book, name: str, merchant: str) -> None:
    funded = moment(rng, 0, DAYS - 50)
    application = Application(f"for-{name}", merchant, funded, _amount(rng))
    rates = tuple(rng.choice(RATES) for _ in range(rng.choice((1, 3, 6))))
    loan = Loan(name, application.application_id, merchant, funded, _amount(rng), rates)
    book.applications.append(application)
    book.loans.append(loan)
    course = rng.choice((_on_time, _late, _late, _paid_early, _charged_off, _refunded, _unpaid))
    course(rng, book, loan)


def _on_time(rng: Random, book: Book, loan: Loan) -> None:
    before = 0
    for part in History(loan, []).schedule:
        _add_cash(rng, book, loan, part.due_on, part.due_by_then_cents - before)
        before = part.due_by_then_cents


def _late(rng: Random, book: Book, loan: Loan) -> None:
    """Every instalment some days late, now and then in part or too much."""
    before = 0
    for part in History(loan, []).schedule:
        late = timedelta(days=rng.choice((0, 1, 5, 40, rng.randint(0, 120))))
        due = part.due_by_then_cents - before
        _add_cash(rng, book, loan, part.due_on + late, due + rng.choice((0, 0, -1, 1, -due // 2)))
        before = part.due_by_then_cents


def _paid_early(rng: Random, book: Book, loan: Loan) -> None:
    first = History(loan, []).schedule[0]
    after = timedelta(days=rng.choice((-20, -1, 0, 1, 20)))
    _add_cash(rng, book, loan, first.due_on + after, loan.principal_cents + first.fee_cents)


def _charged_off(rng: Random, book: Book, loan: Loan) -> None:
    due = History(loan, []).schedule[0].due_on
    if rng.randint(0, 1):
        _add_cash(rng, book, loan, due, loan.principal_cents // 3)
    off = due + timedelta(days=rng.randint(30, 150))
    _add_cash(rng, book, loan, off, loan.principal_cents // 2, kind="charge_off")
    for kind in ("recovery", "payment"):
        back = off + timedelta(days=rng.randint(0, 60))
        _add_cash(rng, book, loan, back, loan.principal_cents // 4, kind=kind)


def _refunded(rng: Random, book: Book, loan: Loan) -> None:
    back = loan.funded_at.date() + timedelta(days=rng.choice((-1, 0, 1, 2)))
    part = loan.principal_cents // rng.choice((1, 1, 2))
    _add_cash(rng, book, loan, back, part, kind="refund")


def _unpaid(rng: Random, book: Book, loan: Loan) -> None:
    """Nothing happens on it."""


def _add_cash(
    rng: Random, book: Book, loan: Loan, day: date, cents: int, *, kind: str = "payment"
) -> None:
    at = datetime(day.year, day.month, day.day) + timedelta(seconds=rng.choice(SECONDS))
    event = f"{loan.loan_id}-{len(book.loan_events)}"
    known = known_after(rng, at)
    book.loan_events.append(LoanEvent(loan.loan_id, event, at, known, kind, max(1, cents)))

"""Small hand-made books for the pages: one with loans, one with offers only, one with neither."""

import os
import random
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pipelines.loans import build_schedule
from pipelines.outcomes import build_outcomes
from pipelines.portfolio import build_loan_months
from pipelines.settings import PROJECT, Settings
from pipelines.store import building
from tests.copies import copy_of

APP = PROJECT / "dashboard" / "app.py"
AS_OF = date(2025, 12, 31)
RATES = [0.02, 0.02, 0.005, 0.005, 0.005, 0.005]
INDUSTRIES = ("Apparel", "Toys", "Furniture", "Beauty")
REGIONS = ("CA", "NY", "TX")
GRADES = (("A", 0.01), ("B", 0.03), ("C", 0.06), ("D", 0.12), ("E", 0.3))
IMPORT = (
    "insert into imports values (1, 'hand-made', 'sales', 'sales.csv', 'ab', $at, 1002, 1000, 2, 0)"
)


def fill_common(con, *, synthetic: bool) -> None:
    """A book of 30 merchants with a year of daily sales, two of them quarantined."""
    con.execute("insert into book values ('Test book', 'USD', $as_of, $synthetic, '')",
                {"as_of": AS_OF, "synthetic": synthetic})  # fmt: skip
    con.execute(IMPORT, {"at": datetime(2026, 1, 2)})
    for number in range(30):
        con.execute(
            "insert into merchants values ($id, $name, $industry, 'US', $region, null, null, 1)",
            {"id": f"m{number}", "name": f"Shop *{number}*", "industry": INDUSTRIES[number % 4],
             "region": REGIONS[number % 3]},
        )  # fmt: skip
    con.execute(
        """insert into sales
        select 'm' || (n % 30), 's' || n, timestamp '2025-01-01' + to_days((n * 364 // 1000)::int),
            timestamp '2025-01-01' + to_days((n * 364 // 1000)::int), 'sale', 12345, 'b', null, 1
        from range(1000) as numbers(n)"""
    )
    con.execute(
        """insert into quarantine
        select 1, 'sales', 'sales.csv', n, ['amount is zero'], '{"amount": 0}' from range(2) t(n)"""
    )


def add_application(con, application: str, merchant: str, applied_at: datetime, pd: float) -> None:
    """One scored application for 6,000 with an offer, declined above a PD of 20 %."""
    grade = next(name for name, up_to in GRADES if pd <= up_to)
    lends = pd <= 0.2
    con.execute(
        "insert into applications values ($application, $merchant, $at, 600000, null, 1)",
        {"application": application, "merchant": merchant, "at": applied_at},
    )
    con.execute(
        "insert into scores values ($application, 'model', 0, 0, $pd, $grade)",
        {"application": application, "pd": pd, "grade": grade},
    )
    con.execute(
        """insert into offers values ($application, 'model', '1-abc', $decision, 600000, 900000,
        $amount, $tier, $apr, $fee, $loss, $profit, '[]', '[]')""",
        {
            "application": application,
            "decision": "approve" if lends else "decline",
            "amount": 600_000 if lends else 0,
            "tier": "mid" if lends else None,
            "apr": 21.4 if lends else None,
            "fee": 36_000 if lends else 0,
            "loss": round(pd * 0.5 * 600_000) if lends else 0,
            "profit": 20_000 - round(pd * 300_000) if lends else 0,
        },
    )


def add_loan(con, loan: str, merchant: str, funded: datetime, paid: int, defaults: bool) -> None:
    """A loan of 6,000 that pays `paid` instalments on time and is charged off where it defaults."""
    schedule = build_schedule(600_000, tuple(RATES), funded.date())
    con.execute(
        "insert into loans values ($loan, $loan, $merchant, $at, 600000, $rates, 1)",
        {"loan": loan, "merchant": merchant, "at": funded, "rates": RATES},
    )
    for due in schedule.instalments:
        con.execute(
            "insert into loan_instalments values ($loan, $number, $due, $principal, $fee)",
            {"loan": loan, "number": due.number, "due": due.due_on,
             "principal": due.principal_cents, "fee": due.fee_cents},
        )  # fmt: skip
    for due in schedule.instalments[:paid]:
        add_event(con, loan, f"p{due.number}", due.due_on, "payment", due.payment_cents)
    if defaults:
        left = sum(due.principal_cents for due in schedule.instalments[paid:])
        late = schedule.instalments[paid].due_on + timedelta(days=120)
        add_event(con, loan, "off", late, "charge_off", left)
        add_event(con, loan, "back", late + timedelta(days=30), "recovery", left // 4)


def add_event(con, loan: str, event: str, day: date, kind: str, cents: int) -> None:
    """One loan event, unless the book has ended before it."""
    if day <= AS_OF:
        con.execute(
            "insert into loan_events values ($loan, $event, $day, $day, $kind, $cents, 1)",
            {"loan": loan, "event": event, "day": day, "kind": kind, "cents": cents},
        )


@pytest.fixture(scope="session")
def lent_store(tmp_path_factory) -> Path:
    """A synthetic book of 240 loans funded over 20 months, about one in eight defaulting."""
    folder = tmp_path_factory.mktemp("lent")
    draw = random.Random(7)
    with building(Settings(store=folder), change="test", imported=True) as con:
        fill_common(con, synthetic=True)
        for number in range(240):
            funded = datetime(2024, 4, 10) + timedelta(days=number * 600 // 240)
            loan, merchant = f"a{number}", f"m{number % 30}"
            pd = draw.choice((0.005, 0.02, 0.05, 0.1, 0.18))
            add_application(con, loan, merchant, funded, pd)
            defaults = draw.random() < 1.2 * pd + 0.04
            add_loan(con, loan, merchant, funded, draw.randrange(1, 5) if defaults else 6, defaults)
        build_outcomes(con, default_days=90, window_months=9)
        build_loan_months(con)
    return folder


@pytest.fixture(scope="session")
def offered_store(tmp_path_factory) -> Path:
    """A real book of 60 applications with offers and no loan."""
    folder = tmp_path_factory.mktemp("offered")
    draw = random.Random(8)
    with building(Settings(store=folder), change="test", imported=True) as con:
        fill_common(con, synthetic=False)
        for number in range(60):
            pd = draw.choice((0.005, 0.02, 0.05, 0.1, 0.18, 0.3))
            add_application(con, f"a{number}", f"m{number % 30}", datetime(2025, 6, 1), pd)
    return folder


@pytest.fixture(scope="session")
def imported_store(tmp_path_factory) -> Path:
    """A book that has been imported and nothing else: no features, scores, offers or loans."""
    folder = tmp_path_factory.mktemp("imported")
    with building(Settings(store=folder), change="test", imported=True) as con:
        fill_common(con, synthetic=False)
    return folder


@pytest.fixture
def own_store(demo_store, tmp_path, monkeypatch) -> Path:
    """A copy of the demo that a test may write decisions to; its history is shared."""
    own = tmp_path / "own"
    copy_of(demo_store, own, "exports*", "history.*")
    os.link(demo_store / "history.duckdb", own / "history.duckdb")
    monkeypatch.setenv("PAYLATER_STORE", str(own))
    return own


@pytest.fixture
def open_page(monkeypatch):
    """Opens a page of the app by its name on the store in that folder."""

    def opened(name: str, store: Path, **query: str) -> AppTest:
        monkeypatch.setenv("PAYLATER_STORE", str(store))
        at = AppTest.from_file(APP, default_timeout=30)
        for key, value in query.items():
            at.query_params[key] = value
        at.run()
        return at if name == "overview" else at.switch_page(f"views/{name}.py").run()

    return opened

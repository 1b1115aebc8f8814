"""The sheet of a decision: what it states, escaped, and in both languages."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from pipelines.cli.main import main
from pipelines.decision_sheet import DecisionSheet, SheetReason, sheet_html
from pipelines.decision_sheet.facts import Figure, written
from pipelines.offers import Decision
from pipelines.settings import Settings
from pipelines.store import Book, History, Version
from tests.model.sample import sample_feature

BOOK = Book("Sample", "USD", date(2019, 1, 1), True, "")
VERSION = Version("3-abc", 3, datetime(2019, 1, 2), "score", "f" * 64, "0.1.0", BOOK)
DECLINED = Decision("A1", "decline", 9_000_00, 0, None, None, 0, 0, (), (), "2-c7c0e889", "USD")
REASON = SheetReason(
    "R07", "Much was refunded", "退款较多", (Figure("Refund rate", "9.0 %", "2.0 %"),)
)
SHEET = DecisionSheet(
    merchant="Tea <& Co>",
    applied_on=date(2018, 12, 1),
    decision=DECLINED,
    pd=0.2,
    score=-1.0,
    base=-2.0,
    reasons=(REASON,),
    dearer=(),
    groups=(("Refunds", 1.0),),
    baseline="Just within the cut-off",
    baseline_n=1000,
    model_id="m-0123456789ab",
    version=VERSION,
)


def test_a_sheet_states_all_it_rests_on():
    html = sheet_html(SHEET)
    for part in (
        "Synthetic data", "Tea &lt;&amp; Co&gt;", "Declined", "未获批准", "Much was refunded",
        '<div lang="zh-Hans">退款较多</div>', "Asked for USD 9,000.00. Nothing is offered.",
        "Refund rate: 9.0 %; half of all applications are at 2.0 % or below",
        "just within the cut-off, n = 1,000", "probability of default of 20.00%",
        "m-0123456789ab", "2-c7c0e889", "3-abc", "as of 2019-01-01", "<svg",
    ):  # fmt: skip
        assert part in html
    assert "Why the price" not in html


def test_a_real_book_and_a_dearer_price():
    real = replace(VERSION, book=replace(BOOK, is_synthetic=False))
    html = sheet_html(replace(SHEET, version=real, reasons=(), dearer=(REASON,), baseline_n=None))
    assert "Synthetic" not in html
    assert "a plain approval needs no reason" in html
    assert "Why the price is not the lowest" in html
    assert "n = " not in html


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (125_000.0, "money", "USD 1,250.00"),
        (0.046, "share", "4.6 %"),
        (12.0, "days", "12 days"),
        (1.0, "ratio", "1.00"),
        (3.0, "count", "3"),
        (2.5, "number", "2.50"),
        (None, "money", "missing"),
        (float("nan"), "share", "missing"),
        ("retail", "text", "retail"),
    ],
)
def test_a_value_is_written_by_its_unit(value, unit, words):
    feature = replace(sample_feature("x"), unit=unit)
    assert written(value, feature, "USD") == words


def test_explain_writes_the_sheet(demo_store, tmp_path, capsys):
    with History(Settings(store=demo_store)) as history:
        (application,) = history.row("select min(application_id) from offers")
    file = tmp_path / "sheet.html"
    asked = ["explain", application, "--store", str(demo_store), "--sheet"]
    assert main([*asked, str(file), "--baseline", "cut-off"]) == 0
    html = file.read_text(encoding="utf-8")
    assert application in html
    assert "just within the cut-off, n = " in html
    assert main([*asked, str(tmp_path / "sheet.docx")]) == 1
    assert "ends in .html or .pdf" in capsys.readouterr().err

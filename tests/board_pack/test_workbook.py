"""The workbook: what Excel reads back is what the record holds."""

from dataclasses import replace
from datetime import datetime
from io import BytesIO

import openpyxl
import pytest

from pipelines.board_pack import pack_workbook
from pipelines.board_pack.records import Check


@pytest.fixture
def book(pack):
    return openpyxl.load_workbook(BytesIO(pack_workbook(pack)))


def test_one_sheet_a_table_after_what_it_is(book):
    assert book.sheetnames == ["About", "Months", "Names"]
    about = {row[0].value: row[1].value for row in book["About"].iter_rows() if row[0].value}
    assert about["Data"] == "Synthetic: a demonstration"
    assert about["As of"] == "31 Dec 2025"
    assert about["Names add up to the book"] == "holds"
    assert about["PD"] == "Probability of default."


def test_values_are_typed_and_money_keeps_its_cents(book):
    heads, first, second = (
        [cell.value for cell in row] for row in book["Months"].iter_rows(max_row=3)
    )
    assert heads == ["Month-end", "Owed, USD", "30+ DPD", "PD", "Loans", "HHI"]
    assert first == [datetime(2025, 11, 30), 12_345.67, 0.025, 0.0612, 40, 0.123]
    assert second[1:3] == [10_000.01, None]
    formats = [cell.number_format for cell in book["Months"][2]]
    assert formats == ["d mmm yyyy", "#,##0.00", "0.0%", "0.00%", "#,##0", "0.000"]
    assert book["Months"].freeze_panes == "A2"


def test_no_text_becomes_a_formula(book):
    cell = book["Names"]["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert sum(row[1].value for row in book["Names"].iter_rows(min_row=2)) == 10_000.01


def test_a_sum_that_does_not_hold_is_said(pack):
    wrong = replace(pack, checks=(Check("Names add up to the book", 1_000_001, 1_000_000),))
    about = openpyxl.load_workbook(BytesIO(pack_workbook(wrong)))["About"]
    assert "DOES NOT HOLD" in [row[1].value for row in about.iter_rows()]


def test_the_same_pack_gives_the_same_bytes(pack):
    assert pack_workbook(pack) == pack_workbook(pack)

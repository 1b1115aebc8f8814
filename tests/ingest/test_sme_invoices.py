"""The SME invoices: their rules on a few rows, and the real files whole."""

import duckdb
import pytest

from pipelines.errors import Refused
from pipelines.features import catalogue
from pipelines.ingest import import_sme_invoices
from pipelines.store import History

FIRMS = "企业代号,企业名称,信誉评级,是否违约\nE1,***商贸,A,否\nE2,***科技,D,是\nE124,***餐饮,,\n"
SALES = """
copy (
    select * from (values
        ('E1', timestamp '2018-12-30', 'B1', 100.0, 17.0, 117.0, true),
        ('E1', timestamp '2018-12-30', 'B1', -40.0, -6.8, -46.8, true),
        ('E2', timestamp '2018-12-05', 'B2', 55.55, 1.0, 56.55, false),
        ('E2', timestamp '2018-12-06', 'B2', 0.0, 0.0, 0.0, false),
        ('E124', timestamp '2019-03-01', 'B1', 10.0, 1.0, 11.0, true)
    ) as t(firm, date, buyer, amount, tax, total, valid)
) to '{path}' (format parquet)
"""


@pytest.fixture
def export(tmp_path):
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "firms.csv").write_text(FIRMS, encoding="utf-8")
    sales = SALES.format(path=folder / "sales_invoices.parquet")
    purchases = SALES.format(path=folder / "purchase_invoices.parquet")
    duckdb.sql(sales)
    duckdb.sql(purchases.replace("buyer", "supplier"))
    return folder


def test_rules_of_the_import(settings, export):
    report = import_sme_invoices(settings, export)
    account = {
        table.table: (table.read, table.loaded, table.quarantined) for table in report.tables
    }
    assert account == {
        "merchants": (3, 3, 0),
        "sales": (5, 4, 1),
        "purchases": (5, 4, 1),
        "applications": (3, 3, 0),
    }
    with History(settings) as history:
        assert history.rows(
            "select merchant_id, kind, amount_cents, occurred_at::date::varchar, "
            "known_at::date::varchar from sales order by merchant_id, event_id"
        ) == [
            ("E1", "sale", 10000, "2018-12-30", "2018-12-30"),
            ("E1", "refund", 4000, "2018-12-30", "2018-12-30"),
            ("E124", "sale", 1000, "2019-03-01", "2019-03-01"),
            ("E2", "void", 5555, "2018-12-05", "2018-12-31"),
        ]
        assert history.rows(
            "select application_id, applied_at::date::varchar from applications order by 1"
        ) == [("E1", "2019-01-01"), ("E124", "2019-01-01"), ("E2", "2019-01-01")]
        assert history.rows("select application_id, is_default from given_outcomes order by 1") == [
            ("E1", False),
            ("E2", True),
        ]
        assert history.version().book.currency == "CNY"


def test_rating_is_kept_and_is_no_feature(settings, export):
    import_sme_invoices(settings, export)
    with History(settings) as history:
        assert history.rows("select name, is_feature from attributes") == [("信誉评级", False)]
    assert all("rating" not in feature.name for feature in catalogue())


def test_missing_folder_and_file_are_refused(settings, export):
    with pytest.raises(Refused, match="no folder"):
        import_sme_invoices(settings, export / "nowhere")
    (export / "firms.csv").unlink()
    with pytest.raises(Refused, match=r"lacks firms\.csv"):
        import_sme_invoices(settings, export)


def test_wrong_columns_are_refused(settings, export):
    (export / "firms.csv").write_text("code,name\nE1,a\n")
    with pytest.raises(Refused, match="has no column 企业代号"):
        import_sme_invoices(settings, export)
    assert not settings.history.exists()


def test_real_files_are_accounted_for_to_the_row(settings, real_data):
    report = import_sme_invoices(settings, real_data / "sme-invoices")
    assert {t.table: (t.read, t.loaded, t.duplicate, t.quarantined) for t in report.tables} == {
        "merchants": (425, 425, 0, 0),
        "sales": (493_319, 489_300, 0, 4_019),
        "purchases": (606_122, 606_122, 0, 0),
        "applications": (425, 425, 0, 0),
    }
    with History(settings) as history:
        assert history.rows(
            "select count(*), count(*) filter (is_default) from given_outcomes"
        ) == [(123, 27)]

"""`import table`: every row is loaded, duplicate or quarantined, and bad files are refused."""

from pathlib import Path

import pytest

from pipelines.errors import Refused
from pipelines.ingest import ImportReport, import_table
from pipelines.settings import Settings
from pipelines.store import History

BOOK = '[book]\nname = "Shop"\ncurrency = "EUR"\n'
SALES = (
    BOOK
    + """
[columns]
merchant_id = "seller"
occurred_at = "day"
amount = "total"
buyer_id = "customer"
"""
)
CREDIT = (
    BOOK
    + """
[columns]
application_id = "id"
is_default = "bad"

[values]
applied_at = "2024-06-30"
observed_through = "2025-06-30"

[attributes]
not_features = ["rating"]
ignored = ["comment"]
"""
)


def bring(
    settings: Settings, folder: Path, text: str, mapping: str, table: str = "sales"
) -> ImportReport:
    (folder / "in.csv").write_text(text, encoding="utf-8")
    (folder / "map.toml").write_text(mapping, encoding="utf-8")
    return import_table(settings, [folder / "in.csv"], table, folder / "map.toml")


def rows(settings: Settings, sql: str) -> list[tuple]:
    with History(settings) as history:
        return history.rows(sql)


def test_sales_rows_become_events(settings, tmp_path):
    text = "seller,day,total,customer\nm1,2025-03-01,100.50,b1\nm1,2025-03-02,-20,b1\n"
    report = bring(settings, tmp_path, text, SALES)
    assert (report.tables[0].read, report.tables[0].loaded) == (2, 2)
    assert rows(
        settings,
        "select merchant_id, event_id, cast(occurred_at as date)::varchar, kind, amount_cents, "
        "buyer_id from sales order by event_id",
    ) == [
        ("m1", "in.csv:1", "2025-03-01", "sale", 10050, "b1"),
        ("m1", "in.csv:2", "2025-03-02", "refund", 2000, "b1"),
    ]
    assert rows(settings, "select merchant_id, name from merchants") == [("m1", "m1")]
    assert rows(settings, "select name, currency, as_of::varchar from book") == [
        ("Shop", "EUR", "2025-03-02")
    ]


def test_bad_rows_are_quarantined_whole_with_all_reasons(settings, tmp_path):
    text = "seller,day,total,customer\n,someday,much,b1\nm1,2025-03-02,0,b2\nm1,2025-03-03,5,b3\n"
    report = bring(settings, tmp_path, text, SALES)
    account = report.tables[0]
    assert (account.read, account.loaded, account.quarantined) == (3, 1, 2)
    assert rows(settings, "select row_number, reasons from quarantine order by 1") == [
        (
            1,
            [
                "merchant_id is missing",
                "occurred_at is missing or not a date",
                "amount is missing or not a number",
            ],
        ),
        (2, ["amount is zero: no money moved"]),
    ]
    kept = rows(settings, "select raw from quarantine where row_number = 1")[0][0]
    assert '"total":"much"' in kept


def test_same_file_again_is_all_duplicate(settings, tmp_path):
    text = "seller,day,total,customer\nm1,2025-03-01,100,b1\nm1,2025-03-02,20,b1\n"
    bring(settings, tmp_path, text, SALES)
    again = bring(settings, tmp_path, text, SALES).tables[0]
    assert (again.read, again.loaded, again.duplicate, again.quarantined) == (2, 0, 2, 0)
    assert rows(settings, "select count(*) from sales") == [(2,)]


def test_same_key_with_another_content_is_quarantined(settings, tmp_path):
    mapping = SALES + 'event_id = "no"\n'
    text = "seller,day,total,customer,no\nm1,2025-03-01,100,b1,7\nm1,2025-03-01,100,b1,7\n"
    first = bring(settings, tmp_path, text, mapping).tables[0]
    assert (first.loaded, first.duplicate) == (1, 1)
    text = "seller,day,total,customer,no\nm1,2025-03-01,999,b1,7\n"
    second = bring(settings, tmp_path, text, mapping).tables[0]
    assert (second.loaded, second.quarantined) == (0, 1)
    assert second.reasons == (("another row with this key says otherwise", 1),)
    assert rows(settings, "select amount_cents from sales") == [(10000,)]


def test_left_over_columns_become_typed_attributes(settings, tmp_path):
    text = "id,bad,age,region,rating,comment\na1,1,34,north,D,x\na2,0,,south,A,y\na3,,51,,B,z\n"
    report = bring(settings, tmp_path, text, CREDIT, "applications")
    assert report.tables[0].loaded == 3
    assert rows(settings, "select name, type, is_feature from attributes order by name") == [
        ("age", "number", True),
        ("rating", "text", False),
        ("region", "text", True),
    ]
    assert rows(
        settings,
        "select application_id, name, number_value, text_value from application_attributes "
        "where name in ('age', 'region') order by name, application_id",
    ) == [
        ("a1", "age", 34.0, None),
        ("a3", "age", 51.0, None),
        ("a1", "region", None, "north"),
        ("a2", "region", None, "south"),
    ]
    assert rows(
        settings,
        "select application_id, is_default, observed_through::varchar from given_outcomes "
        "order by 1",
    ) == [("a1", True, "2025-06-30"), ("a2", False, "2025-06-30")]


def test_loans_without_their_application_are_quarantined(settings, tmp_path):
    names = ["loan_id", "application_id", "merchant_id", "funded_at", "principal", "monthly_rates"]
    mapping = BOOK + "[columns]\n" + "".join(f'{name} = "{name}"\n' for name in names)
    text = ",".join(names) + '\nL1,A1,m1,2025-01-01,6000,"[0.02, 0.005]"\n'
    report = bring(settings, tmp_path, text, mapping, "loans")
    assert report.tables[0].reasons == (
        ("its application_id is not among the applications: import those first", 1),
    )


def test_minor_units_and_own_date_format(settings, tmp_path):
    mapping = SALES + '[read]\namount_unit = "minor"\ndate_format = "%d/%m/%Y"\n'
    bring(settings, tmp_path, "seller,day,total,customer\nm1,03/04/2025,1999,b1\n", mapping)
    assert rows(settings, "select occurred_at::date::varchar, amount_cents from sales") == [
        ("2025-04-03", 1999)
    ]


@pytest.mark.parametrize(
    ("text", "mapping", "message"),
    [
        ("who,day,total,customer\nm1,2025-01-01,5,b\n", SALES, "has no column seller"),
        ("seller,day,total,customer\n", "not toml at all [", "is not TOML"),
        ("seller,day,total,customer\n", BOOK, "does not say where"),
        ("seller,day,total,customer\n", SALES + 'shoe = "x"\n', "which sales does not have"),
        ("seller,day,total,customer\n", SALES + '[nonsense]\na = "x"\n', "section nonsense"),
        ("seller,day,total,customer\n", SALES.replace(BOOK, ""), r"add a section \[book\]"),
        ('seller,day,total,customer\nm1,2025-01-01,5,"b\nm2,2025-01-02,6,b"\n', SALES, "2 lines"),
    ],
)
def test_bad_input_is_refused_and_leaves_no_store(settings, tmp_path, text, mapping, message):
    with pytest.raises(Refused, match=message):
        bring(settings, tmp_path, text, mapping)
    assert not settings.history.exists()


def test_missing_file_mapping_and_table_are_refused(settings, tmp_path):
    mapping = tmp_path / "map.toml"
    mapping.write_text(SALES)
    with pytest.raises(Refused, match=r"no file .*gone\.csv"):
        import_table(settings, [tmp_path / "gone.csv"], "sales", mapping)
    with pytest.raises(Refused, match="no mapping file"):
        import_table(settings, [tmp_path / "in.csv"], "sales", tmp_path / "gone.toml")
    with pytest.raises(Refused, match="no table shoes to import to"):
        import_table(settings, [tmp_path / "in.csv"], "shoes", mapping)


@pytest.mark.parametrize("content", [b"", b"PAR1 but damaged PAR1", b"\x00" * 4096])
def test_damaged_parquet_is_refused(settings, tmp_path, content):
    (tmp_path / "in.parquet").write_bytes(content)
    (tmp_path / "map.toml").write_text(SALES)
    with pytest.raises(Refused, match="cannot be read"):
        import_table(settings, [tmp_path / "in.parquet"], "sales", tmp_path / "map.toml")
    assert not settings.history.exists()


def test_another_book_is_refused(settings, tmp_path):
    bring(settings, tmp_path, "seller,day,total,customer\nm1,2025-01-01,5,b\n", SALES)
    other = SALES.replace("EUR", "USD")
    with pytest.raises(Refused, match="choose another folder with --store"):
        bring(settings, tmp_path, "seller,day,total,customer\nm1,2025-01-01,5,b\n", other)


def test_failure_in_a_later_file_leaves_the_earlier_out_too(settings, tmp_path):
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("seller,day,total,customer\nm1,2025-01-01,5,b\n")
    bad.write_text("a,b\n1,2\n")
    (tmp_path / "map.toml").write_text(SALES)
    with pytest.raises(Refused):
        import_table(settings, [good, bad], "sales", tmp_path / "map.toml")
    assert not settings.history.exists()


def test_outcomes_and_attributes_that_arrive_later_are_kept(settings, tmp_path):
    mapping = CREDIT + 'meanings = { age = "Age in years" }\n'
    first = mapping.replace('is_default = "bad"\n', "").replace(
        'ignored = ["comment"]', 'ignored = ["comment", "bad"]'
    )
    bring(settings, tmp_path, "id,bad,age\na1,,\na2,,40\n", first, "applications")
    again = bring(settings, tmp_path, "id,bad,age\na1,1,30\na2,0,40\n", mapping, "applications")
    assert (again.tables[0].loaded, again.tables[0].duplicate) == (0, 2)
    assert rows(settings, "select application_id, is_default from given_outcomes order by 1") == [
        ("a1", True),
        ("a2", False),
    ]
    assert rows(
        settings, "select application_id, number_value from application_attributes order by 1"
    ) == [("a1", 30.0), ("a2", 40.0)]


def test_contradicted_outcome_is_quarantined(settings, tmp_path):
    bring(settings, tmp_path, "id,bad\na1,1\n", CREDIT, "applications")
    again = bring(settings, tmp_path, "id,bad\na1,0\n", CREDIT, "applications").tables[0]
    assert again.reasons == (("the store has another outcome for this application", 1),)
    assert rows(settings, "select is_default from given_outcomes") == [(True,)]


def test_number_that_turns_into_text_is_refused(settings, tmp_path):
    bring(settings, tmp_path, "id,bad,age\na1,1,30\n", CREDIT, "applications")
    with pytest.raises(Refused, match="now holds 'old'"):
        bring(settings, tmp_path, "id,bad,age\na2,1,old\n", CREDIT, "applications")


def test_left_over_column_may_bear_a_name_of_ours(settings, tmp_path):
    bring(settings, tmp_path, "id,bad,merchant_id,row\na1,1,x,7\n", CREDIT, "applications")
    assert rows(settings, "select name from attributes order by 1") == [("merchant_id",), ("row",)]


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("2024-01-01T10:00:00+08:00", "2024-01-01 02:00:00"),
        ("2024-01-01 23:30:00-05", "2024-01-02 04:30:00"),
        ("2024-01-01T10:00:00Z", "2024-01-01 10:00:00"),
        ("2024-01-01", "2024-01-01 00:00:00"),
    ],
)
def test_times_are_kept_in_utc(settings, tmp_path, text, stored):
    bring(settings, tmp_path, f"seller,day,total,customer\nm1,{text},5,b\n", SALES)
    assert rows(settings, "select occurred_at::varchar from sales") == [(stored,)]


@pytest.mark.parametrize(
    "day",
    ["2999-12-31", "9999-12-31", "0001-01-01", "290000-01-01", "infinity", "epoch", "2190-01-01"],
)
def test_impossible_day_is_quarantined_and_moves_no_book(settings, tmp_path, day):
    text = f"seller,day,total,customer\nm1,{day},5,b\nm1,2024-03-01,5,b\n"
    account = bring(settings, tmp_path, text, SALES).tables[0]
    assert (account.loaded, account.quarantined) == ((2, 0) if day == "epoch" else (1, 1))
    assert rows(settings, "select as_of::varchar from book") == [("2024-03-01",)]


def test_amount_beyond_all_trade_is_quarantined(settings, tmp_path):
    text = "seller,day,total,customer\nm1,2024-03-01,9e16,b\nm1,2024-03-01,1e12,b\n"
    account = bring(settings, tmp_path, text, SALES).tables[0]
    assert (account.loaded, account.quarantined) == (1, 1)


def test_book_of_applications_alone_ends_on_their_newest_day(settings, tmp_path):
    mapping = CREDIT.replace('observed_through = "2025-06-30"\n', "")
    bring(settings, tmp_path, "id,bad\na1,1\n", mapping, "applications")
    assert rows(settings, "select as_of::varchar from book") == [("2024-06-30",)]
    assert rows(settings, "select observed_through::varchar from given_outcomes") == [
        ("2024-06-30",)
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('[book]\nname = " "\ncurrency = "USD"', "needs a name"),
        ('[book]\nname = "B"\ncurrency = "usd"', "three capitals"),
        ('columns = "x"', "is not a section"),
        ('[read]\ndate_format = "%Q"', "is not understood"),
        ("[read]\namount_unit = []", "is neither"),
        ("[attributes]\nignored = 3", "is not a list of column names"),
        ("[attributes]\nmeanings = 3", "is not a table"),
    ],
)
def test_unfit_mapping_is_refused(settings, tmp_path, line, message):
    columns = '[columns]\nmerchant_id = "a"\noccurred_at = "b"\namount = "c"\n'
    mapping = line if line.startswith("columns") else columns + line
    with pytest.raises(Refused, match=message):
        bring(settings, tmp_path, "a,b,c\nm1,2024-01-01,5\n", mapping)


def test_an_infinite_number_is_missing(settings, tmp_path):
    bring(settings, tmp_path, "id,bad,age\na1,1,inf\na2,0,40\na3,0,nan\n", CREDIT, "applications")
    assert rows(settings, "select application_id, number_value from application_attributes") == [
        ("a2", 40.0)
    ]

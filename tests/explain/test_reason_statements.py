from datetime import date

import pytest

from pipelines.errors import Refused
from pipelines.features import catalogue
from pipelines.reasons import check_coverage, load_statements
from pipelines.settings import Settings

ENTRY = """[R01]
group = "Sales level"
statement = "Your sales are low"
owner = "Credit risk"
effective_on = 2026-11-01
"""


@pytest.fixture
def file(tmp_path):
    return tmp_path / "reasons.toml"


def test_a_statement_is_read(file):
    file.write_text(ENTRY)
    statement = load_statements(file)["R01"]
    assert (statement.code, statement.group) == ("R01", "Sales level")
    assert statement.effective_on == date(2026, 11, 1)


def test_every_catalogue_feature_has_a_statement_of_its_group(statements):
    check_coverage({feature.reason for feature in catalogue()}, statements)
    for feature in catalogue():
        assert statements[feature.reason].group == feature.group


def test_our_statements_are_specific():
    statements = load_statements(Settings().reasons)
    codes = [f"R{n:02}" for n in range(1, 16)] + ["A01"] + [f"P{n:02}" for n in range(1, 11)]
    assert sorted(statements) == sorted(codes)
    texts = [statement.statement for statement in statements.values()]
    assert len(set(texts)) == len(texts)
    assert not [text for text in texts if "score" in text.lower() or "model" in text.lower()]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "holds no reason statement"),
        ("[R01", "not readable as TOML"),
        (ENTRY.replace("[R01]", "[sales]"), "not a reason code"),
        (ENTRY.replace('owner = "Credit risk"\n', ""), "must give exactly"),
        (ENTRY + 'extra = "x"\n', "must give exactly"),
        (ENTRY.replace("Your sales are low", " "), "text that is not empty"),
        (ENTRY.replace("2026-11-01", '"soon"'), "date like"),
        ("R01 = 1", "must give exactly"),
    ],
)
def test_a_malformed_file_is_refused(file, content, message):
    file.write_text(content)
    with pytest.raises(Refused, match=message):
        load_statements(file)


def test_bytes_that_are_no_text_are_refused(file):
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Refused, match="not readable"):
        load_statements(file)


def test_a_missing_file_is_refused(file):
    with pytest.raises(Refused, match="No reason statements"):
        load_statements(file)

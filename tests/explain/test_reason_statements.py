import re
from datetime import date

import pytest

from pipelines.errors import Refused
from pipelines.features import catalogue
from pipelines.reasons import (
    check_coverage,
    load_kept_statements,
    load_statements,
    not_yet_effective,
    speaks_of_the_score,
)
from pipelines.settings import Settings

ENTRY = """[R01]
group = "Sales level"
statement = "Your sales are low"
statement_zh = "您的销售额偏低"
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
    assert statement.words() == statement.words("en") == "Your sales are low"
    assert statement.words("zh") == "您的销售额偏低"


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
    chinese = [statement.words("zh") for statement in statements.values()]
    assert len(set(chinese)) == len(chinese)
    assert not [text for text in chinese if "模型" in text or re.search("[a-zA-Z,.]", text)]


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
        (ENTRY.replace('statement_zh = "您的销售额偏低"\n', ""), "must give exactly"),
        (ENTRY.replace("您的销售额偏低", "　"), "statement_zh of R01 must be a text"),
        (ENTRY.replace("Your sales are low", "Your score is too low"), "speaks of the score"),
        (
            ENTRY.replace("您的销售额偏低", "您的评分过低"),
            "statement_zh of R01 speaks of the score",
        ),
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


@pytest.mark.parametrize(
    ("words", "empty"),
    [
        ("Credit SCORING result", True),
        ("Your sales are scored low", True),
        ("You sell underscores", False),
        ("您的信用分数偏低", True),
        ("部分数据缺失", False),
    ],
)
def test_words_that_explain_nothing(words, empty):
    assert speaks_of_the_score(words) is empty


def test_statements_kept_in_english_alone_are_still_read(file):
    file.write_text(ENTRY.replace('statement_zh = "您的销售额偏低"\n', ""))
    assert load_kept_statements(file)["R01"].words("zh") == ""
    file.write_text(ENTRY.replace('owner = "Credit risk"\n', ""))
    with pytest.raises(Refused, match="must give exactly"):
        load_kept_statements(file)


def test_a_statement_is_not_used_before_its_day(statements):
    assert not_yet_effective({"R01", "P09", "X99"}, statements, date(2026, 11, 30)) == ("P09",)
    assert not_yet_effective({"R01", "P09"}, statements, date(2026, 12, 1)) == ()
    assert not_yet_effective({"P10", "P09"}, statements, date(2026, 11, 30)) == ("P09", "P10")

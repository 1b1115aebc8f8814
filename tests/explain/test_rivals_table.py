"""The table of figures beside other tools, from what each of them printed; every change of two."""

import numpy as np
import pytest

from tests.benchmarks.rivals.table import Answer, parsed, quietest, table
from tests.benchmarks.rivals.two_changes import candidates

PRINTED = (
    "INFO: loading\n"
    '{"contestant": "DiCE", "figures": {"recourse_s": [1.5, 0.8], "recourse_found": "3 of 3"}}\n'
)


def test_the_last_line_printed_is_the_answer():
    figures = {"recourse_s": [1.5, 0.8], "recourse_found": "3 of 3"}
    assert parsed(PRINTED) == Answer("DiCE", figures)


@pytest.mark.parametrize(
    "printed",
    ["", "Killed", "[1]", '{"contestant": "DiCE"}', '{"contestant": "x", "figures": {"new": 1}}'],
)
def test_anything_else_is_refused(printed):
    with pytest.raises(ValueError, match="answer"):
        parsed(printed)


def test_of_several_rounds_the_least_counts():
    rounds = [
        Answer("DiCE", {"imports_s": 3.0, "recourse_s": [1.0, 9.0], "recourse_found": "3 of 3"}),
        Answer("DiCE", {"imports_s": 2.0, "recourse_s": [4.0, 8.0], "recourse_found": "3 of 3"}),
    ]
    figures = {"imports_s": 2.0, "recourse_s": [1.0, 8.0], "recourse_found": "3 of 3"}
    assert quietest(rounds) == Answer("DiCE", figures)


def test_contestants_stand_side_by_side():
    lines = table([Answer("ours", {"peak_mb": 1234.5, "imports_s": 0.25}), parsed(PRINTED)])
    words = [line.split("  ") for line in lines.splitlines()]
    cells = [[word.strip() for word in line if word.strip()] for line in words]
    assert cells == [
        ["what", "ours", "explainerdashboard", "shapash", "DiCE"],
        ["imports, s", "0.25", "-", "-", "-"],
        ["peak memory of the process with the pages, MB", "1,234", "-", "-", "-"],
        ["recourse, s an applicant (DiCE: random / genetic / kdtree)", "-", "-", "-", "1.5 / 0.8"],
        ["recourse: found for", "-", "-", "-", "3 of 3"],
    ]


def test_every_change_of_one_or_two_features_is_tried_once():
    steps = np.array([[1.0, 2.0], [10.0, 20.0]])
    found = candidates(np.zeros(3), [0, 2], steps)
    assert found.numbers.tolist() == [
        [1, 0, 0], [2, 0, 0], [0, 0, 10], [0, 0, 20],
        [1, 0, 10], [1, 0, 20], [2, 0, 10], [2, 0, 20],
    ]  # fmt: skip
    assert found.changed.tolist() == [1, 1, 1, 1, 2, 2, 2, 2]

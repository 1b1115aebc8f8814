"""Reading the model policy: its scale, points and light, and every way a file can be wrong."""

import hashlib

import numpy as np
import pytest

from pipelines.errors import Refused
from pipelines.model.policy import load_model_policy
from pipelines.offers import load_policy
from pipelines.settings import PROJECT, settings_from_environment

FILE = PROJECT / "data" / "model_policy.toml"


@pytest.fixture(scope="module")
def policy():
    return load_model_policy(FILE)


def test_version_is_the_number_and_the_files_digest(policy):
    assert policy.version == f"1-{hashlib.sha256(FILE.read_bytes()).hexdigest()[:8]}"


def test_bounds_belong_to_the_better_grade(policy):
    pds = [0, 0.01675, 0.0168, 0.027, 0.0615, 0.14, 0.1401, 0.232, 1]
    expected = ["A1", "A1", "A2", "A2", "C1", "D2", "E1", "E1", "E2"]
    assert policy.grades_for(pds).tolist() == expected
    assert policy.grades == ("A1", "A2", "B1", "B2", "C1", "C2", "D1", "D2", "E1", "E2")


def test_letters_are_the_grades_of_the_credit_policy(policy):
    """So that a case's grade of the master scale always begins with its grade of the offer."""
    credit = load_policy(PROJECT / "data" / "policy.toml")
    ends = {name[0]: bound for name, bound in policy.scale}
    assert ends == {grade.name: grade.pd_up_to for grade in credit.grades}
    pds = np.linspace(0, 1, 5001)
    letters = [grade[0] for grade in policy.grades_for(pds)]
    assert letters == credit.grades_for(pds).tolist()


def test_points_are_those_of_the_scaling_vector(policy):
    assert policy.points([0.02, 0.20]) == pytest.approx([599.42, 527.12], abs=0.005)


@pytest.mark.parametrize(
    ("p_value", "light"),
    [(1, "green"), (0.05, "green"), (0.0499, "yellow"), (0.01, "yellow"), (0.0099, "red")],
)
def test_light(policy, p_value, light):
    assert policy.light(p_value) == light


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("version = 1", "version = one", "not readable as TOML"),
        ("version = 1", "version = 0", r"version in \[policy\]"),
        ("[points]", "[pointers]", r"\[pointers\] is not a section of the model policy"),
        ("pdo = 20", "pdo = 0", r"pdo in \[points\] must be a number"),
        ("pdo = 20", "", r"pdo in \[points\] is missing"),
        ("pdo = 20", "pdo = 20\npdoo = 1", r"pdoo in \[points\] is not a key"),
        ("A2 = 0.027", "A2 = 0.01", r"A2 in \[scale\] ends at PD 0.01, not above A1"),
        ("E2 = 1.0", "E2 = 0.9", r"E2 in \[scale\] must be 1, so that every PD has a grade"),
        ("red = 0.01", "red = 0.06", r"red in \[calibration\] is above green"),
        ("red = 0.01", "red = 2", r"red in \[calibration\] must be a number from 0 to 1"),
        ("psi_watch = 0.10", "psi_watch = 0.3", r"psi_watch in \[monitoring\] is above psi_act"),
        ("auc_act = 0.01", "auc_act = 0.1", r"auc_act in \[monitoring\] is above auc_watch"),
        ("fewest_cases = 50", "fewest_cases = 1.5", r"fewest_cases in \[monitoring\]"),
        ("new_outcomes_share = 0.25", "", r"new_outcomes_share in \[monitoring\] is missing"),
    ],
)
def test_a_wrong_file_names_the_section_and_key(tmp_path, old, new, words):
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    broken = tmp_path / "model_policy.toml"
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Refused, match=words) as refusal:
        load_model_policy(broken)
    assert str(broken) in str(refusal.value)


def test_no_file_says_where_to_set_it(tmp_path, monkeypatch):
    monkeypatch.setenv("PAYLATER_MODEL_POLICY", str(tmp_path / "none.toml"))
    with pytest.raises(Refused, match="set PAYLATER_MODEL_POLICY"):
        load_model_policy(settings_from_environment().model_policy)

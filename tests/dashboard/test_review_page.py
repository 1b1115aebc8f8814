"""The Review page: proofs, what may be signed, and what is recorded."""

import re

import pytest

from dashboard.findings.review import groups, may_be_approved, verdict
from pipelines.review import CHECKLIST, Cohort, Result
from pipelines.settings import Settings
from pipelines.stats.intervals import wilson_interval
from pipelines.store import Workbench
from tests.copies import copy_of
from tests.dashboard.test_executive_pages import words

PASS = Result(10, "rows", 0, "found", "threshold")
FAIL = Result(10, "rows", 2, "found", "threshold")


@pytest.fixture(scope="module")
def own_store(demo_store, tmp_path_factory):
    """A copy of the demo that tests may write to; proofs run once for each store."""
    return copy_of(demo_store, tmp_path_factory.mktemp("review") / "own")


def open_tab(open_page, store, tab):
    at = open_page("review", store)
    at.session_state["tab"] = tab
    return at.run()


@pytest.mark.parametrize("tab", ["Proofs", "Reasons", "Groups", "Findings", "Document", "Sign-off"])
def test_every_tab_is_drawn(open_page, demo_store, tab):
    at = open_tab(open_page, demo_store, tab)
    assert not at.exception
    assert "could not be drawn" not in words(at)
    assert len(at.metric) == 4


def test_every_proof_is_on_the_page(open_page, demo_store):
    at = open_page("review", demo_store)
    labels = " ".join(expander.label for expander in at.expander)
    assert all(proof.title in labels for proof in CHECKLIST)


def press(at, label):
    next(b for b in at.button if b.label == label).click().run()


def test_a_finding_is_recorded_under_a_name(open_page, own_store):
    at = open_tab(open_page, own_store, "Findings")
    at.text_input[0].set_value("Two features say the same")
    at.text_area[0].set_value("Rank correlation 0.98")
    press(at, "Record finding")
    assert "your name" in at.error[0].value
    assert Workbench(Settings(store=own_store)).findings() == []
    at.text_input(key="finding-actor").set_value("Ada")
    press(at, "Record finding")
    found = Workbench(Settings(store=own_store)).findings()
    assert [(f.title, f.severity, f.actor) for f in found] == [
        ("Two features say the same", "medium", "Ada")
    ]


def test_a_sign_off_is_recorded_with_model_and_version(open_page, own_store):
    at = open_tab(open_page, own_store, "Sign-off")
    press(at, "Sign off")
    assert "all three are recorded" in at.error[0].value
    assert Workbench(Settings(store=own_store)).sign_offs() == []
    at.radio[0].set_value("approved with conditions")
    at.text_area[0].set_value("Until the next import")
    at.text_input(key="sign-actor").set_value("Ada")
    press(at, "Sign off")
    signed = Workbench(Settings(store=own_store)).sign_offs()
    assert [(s.verdict, s.actor) for s in signed] == [("approved with conditions", "Ada")]
    assert re.fullmatch(r"Until the next import \(evidence [0-9a-f]{64}\)", signed[0].note)
    assert signed[0].model_id.startswith("m-")
    assert signed[0].version_id.startswith("3-")


def test_a_failed_proof_forbids_a_plain_approval():
    results = {"additivity": PASS, "contract": FAIL}
    assert "1 proof has failed" in (may_be_approved(results, "approved") or "")
    assert may_be_approved(results, "rejected") is None
    assert may_be_approved({"additivity": PASS}, "approved") is None


def test_the_verdict_names_what_failed_and_what_was_not_judged():
    results = {proof.name: PASS for proof in CHECKLIST}
    results["contract"] = FAIL
    results["point_in_time"] = Result(0, "rows", 0, "", "")
    assert verdict(results) == (
        f"{len(CHECKLIST) - 2} of {len(CHECKLIST)} proofs hold; failed: Data contract holds; "
        "nothing to judge: Features see the past only."
    )


def test_without_a_model_there_is_nothing_to_review(open_page, imported_store):
    at = open_page("review", imported_store)
    assert "No model yet" in at.subheader[0].value


def cohort(name: str, approved: int, n: int) -> Cohort:
    return Cohort(name, n, approved, wilson_interval(approved, n), 0.1)


def test_groups_are_compared_only_where_there_is_enough_evidence():
    large, same = cohort("toys", 50, 100), cohort("home", 45, 100)
    low, small = cohort("beauty", 10, 100), cohort("auto", 0, 10)
    assert groups([large, small], "industry").startswith("Insufficient evidence")
    assert groups([large, same], "industry").startswith("No difference in approval beyond noise")
    assert groups([large, low], "industry") == (
        "Approval differs between groups by more than noise, from 10.0\u00a0% (beauty) to "
        "50.0\u00a0% (toys); chi-square test of equal rates, p < 0.001."
    )


def test_a_difference_between_the_large_groups_is_not_hidden_by_small_extremes():
    found = [cohort("apparel", 312, 854), cohort("beauty", 200, 437), cohort("auto", 30, 60)]
    assert groups(found, "industry").startswith("Approval differs")

"""A champion takes a second person; the first model of a store is champion for want of another."""

import json
import shutil
from dataclasses import replace

import pytest

from pipelines.errors import Refused
from pipelines.model import approve, champion, comparison, propose, registered, reject
from pipelines.model.registry import REPORT, write_beside
from pipelines.model.train import train_on
from pipelines.store import Promotions, Workbench


@pytest.fixture(scope="module")
def two(tmp_path_factory, trained, data, version, quick):
    """A store with a champion and a challenger, not to be written to."""
    store = tmp_path_factory.mktemp("two") / "store"
    shutil.copytree(trained[0].store, store)
    settings = replace(trained[0], store=store)
    second = train_on(replace(settings, seed=7), data, version, parameters=quick)
    write_beside(settings, second.manifest.model_id, REPORT, b"{}")
    return settings, second


@pytest.fixture
def own(two, tmp_path):
    settings, second = two
    shutil.copytree(settings.store, tmp_path / "store")
    return replace(settings, store=tmp_path / "store"), second.manifest.model_id


def test_the_first_model_is_champion_and_a_later_one_challenger(trained, two):
    settings, second = two
    assert (trained[1].role, second.role) == ("champion", "challenger")
    held = Workbench(settings).role_holder("champion")
    assert held is not None
    assert held.model_id == trained[1].manifest.model_id
    assert "approved by nobody" in held.reason
    assert champion(settings).model_id == held.model_id


def test_a_second_person_makes_the_champion(own):
    settings, challenger = own
    made = propose(settings, challenger, actor="Ann", reason="ranks better")
    assert made.is_open
    assert made.evidence["against_champion"]["n"] == made.evidence["n"]
    decided = approve(settings, made.promotion_id, actor="Bob", note="read the report")
    assert (decided.verdict, decided.decided_by, decided.is_open) == ("approved", "Bob", False)
    assert champion(settings).model_id == challenger
    held = Workbench(settings).role_holder("champion")
    assert held is not None
    assert held.reason == "proposed by Ann: ranks better; approved: read the report"


@pytest.mark.parametrize("name", ["Ann", "ann", " ANN ", "A\u200bnn", "\uff21nn", "A n n."])
def test_who_proposes_cannot_approve(own, name):
    settings, challenger = own
    made = propose(settings, challenger, actor="Ann", reason="better")
    with pytest.raises(Refused, match="second person"):
        approve(settings, made.promotion_id, actor=name, note="fine")
    assert champion(settings).model_id != challenger


def test_a_rejected_proposal_leaves_the_champion_and_is_decided_once(own):
    settings, challenger = own
    made = propose(settings, challenger, actor="Ann", reason="better")
    reject(settings, made.promotion_id, actor="Bob", note="too few cases")
    assert champion(settings).model_id != challenger
    with pytest.raises(Refused, match="decided already"):
        approve(settings, made.promotion_id, actor="Cleo", note="fine")
    assert champion(settings).model_id != challenger
    assert propose(settings, challenger, actor="Ann", reason="again").is_open


@pytest.mark.parametrize(("actor", "reason"), [("", "why"), ("Ann", "  "), ("\u200b", "why")])
def test_a_proposal_needs_a_name_and_a_reason(own, actor, reason):
    settings, challenger = own
    with pytest.raises(Refused, match="Say"):
        propose(settings, challenger, actor=actor, reason=reason)
    assert Promotions(Workbench(settings)).newest_first() == []


def test_the_champion_or_a_model_proposed_already_is_refused(own):
    settings, challenger = own
    with pytest.raises(Refused, match="champion already"):
        propose(settings, champion(settings).model_id, actor="Ann", reason="better")
    propose(settings, challenger, actor="Ann", reason="better")
    with pytest.raises(Refused, match="proposed already"):
        propose(settings, challenger, actor="Bob", reason="better")


def test_a_file_changed_since_it_was_proposed_is_not_approved(own):
    settings, challenger = own
    made = propose(settings, challenger, actor="Ann", reason="better")
    sha = next(m.sha256 for m in registered(settings) if m.model_id == challenger)
    path = settings.models / sha / "model.cbm"
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(Refused, match="digest"):
        approve(settings, made.promotion_id, actor="Bob", note="fine")


def test_where_the_champion_is_gone_the_next_model_takes_its_place(own, data, version, quick):
    settings, challenger = own
    gone = champion(settings).manifest
    shutil.rmtree(settings.models / gone.sha256)
    assert propose(settings, challenger, actor="Ann", reason="ours is gone").is_open
    report = train_on(replace(settings, seed=9), data, version, parameters=quick)
    assert report.role == "champion"
    assert champion(settings).model_id == report.manifest.model_id


def test_a_model_without_a_validation_report_is_not_proposed(own):
    settings, challenger = own
    sha = next(m.sha256 for m in registered(settings) if m.model_id == challenger)
    (settings.models / sha / REPORT).unlink()
    with pytest.raises(Refused, match="no validation report"):
        propose(settings, challenger, actor="Ann", reason="better")


def test_an_unknown_proposal_is_refused(own):
    with pytest.raises(Refused, match="No promotion"):
        approve(own[0], "feedbeef", actor="Bob", note="fine")


def test_two_models_are_compared_on_the_cases_both_were_judged_on(two, trained):
    settings, second = two
    first = trained[1].manifest
    found = comparison(settings, first.model_id, second.manifest.model_id, approval=0.6)
    assert found is not None
    assert found.n == first.metrics.n
    expected = first.metrics.auc.estimate - second.manifest.metrics.auc.estimate
    assert found.difference.estimate == pytest.approx(expected)
    assert sum(group.n for group in found.swaps) == found.n
    assert sum(group.bads for group in found.swaps) == found.bads
    one, other = (found.swaps[place].n for place in (1, 2))
    assert one == other
    assert found.swaps[0].n + one == found.approved == round(0.6 * found.n)
    assert json.loads(json.dumps(found.to_json()))["better"] in (None, found.first, found.second)


@pytest.mark.parametrize(
    ("proposer", "approver"),
    [
        ("René", "Rene\u0301"),
        ("Ann", "An\u200bn"),
        ("Ann", "\uff21nn"),
        ("Ann Lee", "ann-lee."),
        ("Ann", "Ann\ufe0f"),
    ],
)
def test_another_spelling_of_a_name_is_not_a_second_person(own, proposer, approver):
    settings, challenger = own
    made = propose(settings, challenger, actor=proposer, reason="better")
    with pytest.raises(Refused, match="second person"):
        approve(settings, made.promotion_id, actor=approver, note="fine")


def test_a_name_that_cannot_be_seen_is_none(own):
    with pytest.raises(Refused, match="in letters"):
        propose(own[0], own[1], actor="\u200b", reason="better")


def test_a_proposal_recorded_twice_is_refused_by_the_record_itself(own):
    settings, challenger = own
    promotions = Promotions(Workbench(settings))
    promotions.propose(model_id=challenger, actor="Ann", reason="better", evidence={})
    with pytest.raises(Refused, match="proposed already"):
        promotions.propose(model_id=challenger, actor="Bob", reason="better", evidence={})


def test_evidence_against_a_champion_that_was_replaced_is_not_approved(own):
    settings, challenger = own
    made = propose(settings, challenger, actor="Ann", reason="better")
    Workbench(settings).assign_role(
        model_id="m-0123456789ab", role="champion", actor="Bob", reason="another proposal"
    )
    with pytest.raises(Refused, match="propose the model again"):
        approve(settings, made.promotion_id, actor="Cleo", note="fine")


@pytest.mark.parametrize("content", [None, b"PAR1"])
def test_a_model_without_its_judged_cases_is_not_approved(own, content):
    settings, challenger = own
    made = propose(settings, challenger, actor="Ann", reason="better")
    path = next(settings.models.glob(f"{challenger[2:]}*")) / "judged.parquet"
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(Refused, match="missing or damaged"):
        approve(settings, made.promotion_id, actor="Bob", note="fine")


def test_models_of_different_labels_are_not_compared(own):
    settings, challenger = own
    path = next(settings.models.glob(f"{challenger[2:]}*")) / "manifest.json"
    record = json.loads(path.read_text(encoding="utf-8")) | {"label": "shortfall"}
    del record["seal"]
    path.write_text(json.dumps(record), encoding="utf-8")
    assert comparison(settings, challenger, champion(settings).model_id) is None
    evidence = propose(settings, challenger, actor="Ann", reason="better").evidence
    assert (evidence["label"], evidence["against_champion"]) == ("shortfall", None)

"""Each proof passes on the demo and fails on a demo that was damaged where it looks."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from catboost import CatBoostClassifier

from pipelines.model import Model
from pipelines.review import CHECKLIST, run_proofs
from pipelines.review.additivity import additivity
from pipelines.review.contract import contract
from pipelines.review.forbidden import forbidden
from pipelines.review.loan_book import loan_book
from pipelines.review.missing_values import missing_values
from pipelines.review.model_file import model_file
from pipelines.review.monotonicity import monotonicity
from pipelines.review.point_in_time import point_in_time
from pipelines.review.proof import HEADINGS, Result
from pipelines.review.reason_coverage import reason_coverage
from pipelines.review.reproduction import reproduction
from pipelines.review.row_accounting import row_accounting
from tests.review.conftest import with_manifest


def test_a_result_without_anything_to_look_at_is_never_passed():
    assert Result(0, "rows", 0, "", "").verdict == "not judged"
    assert Result(3, "rows", 0, "", "").verdict == "pass"
    assert Result(3, "rows", 1, "", "").verdict == "fail"


@pytest.mark.parametrize("proof", CHECKLIST, ids=lambda proof: proof.name)
def test_every_proof_documents_itself_under_all_headings(proof):
    sections = proof.sections()
    assert tuple(sections) == HEADINGS
    assert all(sections.values())


def test_the_demo_passes(case):
    results = run_proofs(case)
    assert list(results) == [proof.name for proof in CHECKLIST]
    failed = {name for name, result in results.items() if result.verdict != "pass"}
    assert failed == set()


def test_a_changed_contribution_breaks_additivity(damaged):
    case = damaged(
        """update contributions set contribution = contribution + 1e-6
        where feature = 'tenure_days'
            and application_id = (select min(application_id) from scores)"""
    )
    result = additivity(case)
    assert (result.violations, result.verdict) == (1, "fail")
    assert "1.0e-06" in result.found


def test_a_changed_balance_breaks_the_loan_book(damaged):
    case = damaged(
        """update loan_months set balance_cents = balance_cents + 1
        where balance_cents > 0 and month_end = (select max(month_end) from loan_months)
            and loan_id = (
                select max(loan_id) from loan_months
                where balance_cents > 0 and month_end = (select max(month_end) from loan_months)
            )"""
    )
    result = loan_book(case)
    assert (result.violations, result.verdict) == (1, "fail")
    assert "closing fails by -1 cents" in result.examples[0]


def test_a_score_without_contributions_breaks_additivity(damaged):
    case = damaged(
        "delete from contributions where application_id = (select max(application_id) from scores)"
    )
    assert additivity(case).violations == 1


def test_a_changed_pd_is_not_reproduced(damaged):
    case = damaged(
        """update scores set pd = pd / 2
        where application_id = (select min(application_id) from scores)"""
    )
    assert reproduction(case).violations == 1


def test_scores_of_another_model_are_not_the_champions(damaged):
    case = damaged("update scores set model_id = 'm-000000000000'")
    assert reproduction(case).violations == len(case.table.frame)


def test_an_unscored_book_is_not_judged(damaged):
    case = damaged("delete from scores")
    assert reproduction(case).verdict == "not judged"
    assert additivity(case).verdict == "not judged"


def test_a_model_that_runs_against_its_directions_is_caught(case):
    turned = {name: -sign for name, sign in case.model.manifest.directions.items()}
    result = monotonicity(with_manifest(case, directions=turned))
    assert result.verdict == "fail"
    assert result.examples[0].endswith("log-odds")


def test_missing_is_the_risky_end_of_what_lowers_risk(case):
    signs = case.model.manifest.directions
    lowering = {name: sign for name, sign in signs.items() if sign < 0}
    assert missing_values(with_manifest(case, directions=lowering)).verdict == "pass"


def test_a_model_that_takes_missing_for_the_smallest_value_is_caught(case):
    x = np.arange(200.0)
    booster = CatBoostClassifier(
        iterations=5, depth=2, monotone_constraints=[1], verbose=False, allow_writing_files=False
    )
    booster.fit(x[:, None], x > 100)
    manifest = replace(case.model.manifest, features=("x",), categorical=(), directions={"x": 1})
    frame = pd.DataFrame({"x": x})
    naive = replace(
        case, model=Model(manifest, booster, 1), table=replace(case.table, frame=frame, features=())
    )
    assert monotonicity(naive).verdict == "pass"
    result = missing_values(naive)
    assert (result.n, result.violations) == (200, 200)


def test_an_answer_without_reasons_is_caught(damaged):
    case = damaged(
        """update offers set reasons = '[]' where application_id =
        (select min(application_id) from offers where decision <> 'approve')"""
    )
    result = reason_coverage(case)
    assert result.violations == 1
    assert result.examples[0].endswith("0 reasons")


def test_a_feature_without_a_statement_is_caught(case):
    codes = case.model.manifest.reason_codes | {"tenure_days": "Z99"}
    result = reason_coverage(with_manifest(case, reason_codes=codes))
    assert result.examples == ("feature tenure_days has no statement",)


def test_a_forbidden_or_unknown_input_is_caught(damaged):
    case = damaged("insert into attributes values ('rating', 'text', 'Never', false, 1)")
    assert forbidden(case).verdict == "pass"
    inputs = (*case.model.features, "rating", "guess")
    result = forbidden(with_manifest(case, features=inputs))
    assert result.examples == ("rating is forbidden", "guess is not catalogued")


def test_a_changed_model_file_is_caught(damaged):
    case = damaged()
    path = case.settings.models / case.model.manifest.sha256 / "model.cbm"
    blob = bytearray(path.read_bytes())
    blob[len(blob) // 2] ^= 1
    path.write_bytes(blob)
    result = model_file(case)
    assert (result.n, result.violations) == (1, 1)


def test_a_row_that_breaks_the_data_contract_is_caught(damaged):
    case = damaged("insert into merchants select * from merchants limit 1")
    assert contract(case).examples == ("keys are unique: 1 rows",)


def test_a_lost_row_is_caught(damaged):
    case = damaged("delete from sales where event_id = (select min(event_id) from sales)")
    result = row_accounting(case)
    assert result.violations == 1
    assert "sales" in result.examples[0]


def test_a_feature_that_saw_later_sales_is_caught(damaged):
    case = damaged("update features set sales_90d_cents = sales_90d_cents + 1")
    result = point_in_time(case)
    assert result.verdict == "fail"
    assert result.examples[0].endswith("sales_90d_cents")


def test_without_later_events_nothing_is_proved(damaged):
    feeds = ("sales", "purchases", "bank", "loans", "loan_events", "market_days")
    case = damaged(
        "; ".join(f"delete from {feed}" for feed in feeds)
        + """; delete from applications where application_id not in
        (select min(application_id) from applications group by merchant_id)"""
    )
    assert point_in_time(case).n == 0

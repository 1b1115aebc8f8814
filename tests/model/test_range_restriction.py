import numpy as np
import pytest

from pipelines.model.range_restriction import auc_on_approved, range_restriction
from pipelines.stats.discrimination import auc


@pytest.mark.parametrize(
    ("everyone", "same_score", "prior_score"),
    [(0.70, 0.63, 0.67), (0.76, 0.67, 0.73), (0.80, 0.69, 0.76), (0.84, 0.72, 0.80)],
)
def test_what_approval_of_70_per_cent_leaves(everyone, same_score, prior_score):
    facts = {"base_rate": 0.09, "approval_share": 0.7}
    assert auc_on_approved(everyone, **facts) == pytest.approx(same_score, abs=0.006)
    assert auc_on_approved(everyone, **facts, correlation=0.7) == pytest.approx(
        prior_score, abs=0.006
    )


def test_agrees_with_a_simulation():
    rng = np.random.default_rng(1)
    bad = rng.random(400_000) < 0.2
    score = rng.normal(size=400_000) + np.sqrt(2) * 0.7063026 * bad
    prior = 0.5 * score + np.sqrt(0.75) * rng.normal(size=400_000)
    kept = prior <= np.quantile(prior, 0.6)
    expected = auc_on_approved(0.76, base_rate=0.2, approval_share=0.6, correlation=0.5)
    assert expected == pytest.approx(auc(bad[kept], score[kept]), abs=0.005)


def test_approval_at_random_restricts_nothing():
    found = auc_on_approved(0.8, base_rate=0.1, approval_share=0.5, correlation=0.0)
    assert found == pytest.approx(0.8, abs=1e-4)


def test_approving_nearly_all_restricts_next_to_nothing():
    found = auc_on_approved(0.8, base_rate=0.1, approval_share=0.9999)
    assert found == pytest.approx(0.8, abs=2e-3)


@pytest.mark.parametrize("changed", [{"base_rate": 0}, {"approval_share": 1}, {"correlation": 2}])
def test_impossible_facts_are_refused(changed):
    with pytest.raises(ValueError, match="must lie"):
        auc_on_approved(0.8, **{"base_rate": 0.1, "approval_share": 0.5} | changed)


def test_share_of_declined_beyond_the_labelled():
    found = range_restriction(np.linspace(0, 0.1, 101), [0.05, 0.098, 0.0995, 0.2, 0.3])
    assert found.covered_pd == pytest.approx(0.099)
    assert found.beyond == pytest.approx(0.6)
    assert found.approval_share == pytest.approx(101 / 106)
    assert found.mean_pd_labelled == pytest.approx(0.05)


def test_nothing_to_compare_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        range_restriction([0.1], [])

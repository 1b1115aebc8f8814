"""Tails with their errors, contributions that add up, the formulae beside them, the policy file."""

import numpy as np
import pytest

from pipelines.errors import Refused
from pipelines.portfolio.loss_distribution import Variant, load_loss_model, loss_distribution
from pipelines.portfolio.loss_distribution.book_correlation import book_correlation
from pipelines.portfolio.loss_distribution.tails import mean_and_sd, tail, tail_weights
from pipelines.settings import PROJECT
from pipelines.stats.vasicek import vasicek_quantile
from tests.portfolio.hand_made_loans import hand_made

FILE = PROJECT / "data" / "loss_model.toml"
MODEL = load_loss_model(FILE)


def test_tails_worked_by_hand():
    """Losses 1 to 10 at 75 %: the VaR is the 8th, the worst 2.5 scenarios are 10, 9 and half 8."""
    found = tail(np.arange(1.0, 11.0), 0.75)
    assert found.var.value == 8
    assert found.shortfall.value == pytest.approx((10 + 9 + 0.5 * 8) / 2.5)
    assert tail_weights(10, 0.75).tolist() == pytest.approx([0.2, 0.4, 0.4])


def test_standard_errors_cover_as_they_should():
    """200 simulations of an exponential loss: its VaR is -ln(.05), its shortfall 1 more."""
    rng = np.random.default_rng(5)
    rows = [np.sort(rng.exponential(size=2_000)) for _ in range(200)]
    tails = [tail(row, 0.95) for row in rows]
    var = [abs(t.var.value - 2.995732) < 2 * t.var.standard_error for t in tails]
    shortfall = [abs(t.shortfall.value - 3.995732) < 2 * t.shortfall.standard_error for t in tails]
    spread = [abs(sd.value - 1) < 2 * sd.standard_error for _, sd in map(mean_and_sd, rows)]
    assert np.mean(var) > 0.9
    assert np.mean(shortfall) > 0.9
    assert np.mean(spread) > 0.9


@pytest.fixture(scope="module")
def found():
    """60 loans of 45 merchants in three industries, one of them in default and one unscored."""
    pds = np.concatenate([np.linspace(0.02, 0.3, 58), [1.0, np.nan]])
    loans = hand_made(
        pds,
        ead=np.linspace(50_00, 400_00, 60),
        lgd=0.88,
        merchant=[f"m{n % 45}" for n in range(60)],
        industry=[("Toys", "Shoes", "Home")[n % 45 % 3] for n in range(60)],
        grade=["ABCDE"[n // 12] for n in range(60)],
    )
    return loans, loss_distribution(loans, MODEL, Variant(copula="t"), scenarios=10_000, seed=3)


@pytest.mark.parametrize("dimension", ["industry", "region", "grade", "merchant"])
def test_contributions_add_up_to_the_book(found, dimension):
    loans, distribution = found
    parts = distribution.contributions[dimension]
    worst = distribution.tail(0.99)
    assert sum(part.loans for part in parts) == 60
    assert sum(part.shortfall_cents for part in parts) == pytest.approx(
        worst.shortfall.value, rel=1e-12
    )
    assert sum(part.var_cents for part in parts) == pytest.approx(worst.var.value, rel=1e-12)
    assert sum(part.expected_cents for part in parts) == pytest.approx(
        loans.expected_loss_cents.sum(), rel=1e-12
    )
    assert sum(part.exposure_cents for part in parts) == pytest.approx(loans.ead_cents.sum())
    assert [part.shortfall_cents for part in parts] == sorted(
        (part.shortfall_cents for part in parts), reverse=True
    )


def test_the_record_says_what_it_rests_on(found):
    loans, distribution = found
    assert (distribution.loans, distribution.merchants) == (59, 45)
    assert distribution.unscored_cents == 400_00
    assert distribution.certain_cents == pytest.approx(0.88 * loans.ead_cents[58])
    assert distribution.losses_cents[0] >= distribution.certain_cents - 1
    edges, counts = distribution.histogram(20)
    assert counts.sum() == 10_000
    assert edges[-1] == distribution.losses_cents[-1]
    above = distribution.probability_above(distribution.tail(0.95).var.value)
    assert 0.04 < above.estimate <= 0.05
    assert above.low < above.estimate < above.high


def test_all_in_default_lose_for_certain_and_no_formula_applies():
    distribution = loss_distribution(hand_made([1.0, 1.0]), MODEL, scenarios=1_000, seed=1)
    worst = distribution.tail(0.999)
    assert (worst.var.value, worst.shortfall.value) == (200_00, 200_00)
    assert (distribution.sd.value, worst.var.standard_error) == (0, 0)
    assert distribution.closed is None


def test_one_loan_is_lost_whole_or_not_at_all():
    distribution = loss_distribution(hand_made([0.02]), MODEL, scenarios=20_000, seed=1)
    assert np.unique(distribution.losses_cents).tolist() == [0, 100_00]
    assert distribution.tail(0.95).var.value == 0
    assert distribution.tail(0.99).var.value == 100_00
    assert distribution.contributions["merchant"][0].shortfall_cents == pytest.approx(100_00)


def test_formulae_and_simulation_meet_where_both_hold():
    """600 equal merchants, one factor: limit and granularity within three errors at 99 %."""
    variant = Variant("one", correlation=0.12)
    loans = hand_made(np.full(600, 0.08), lgd=0.75)
    distribution = loss_distribution(loans, MODEL, variant, scenarios=40_000, seed=9, threads=2)
    closed = distribution.closed
    formula, var = closed.tails[1], distribution.tail(0.99).var
    total = 600 * 75_00
    assert formula.limit_var == pytest.approx(total * float(vasicek_quantile(0.08, 0.12, 0.99)))
    assert formula.pool_var == pytest.approx(formula.limit_var)
    assert abs(formula.limit_var + formula.granularity - var.value) < 3 * var.standard_error
    assert closed.irb_cents == pytest.approx(600 * 100_00 * 0.1547736, rel=1e-6)
    assert closed.effective_number == pytest.approx(600)


def test_the_policy_file_is_read():
    assert (MODEL.market, MODEL.industry, MODEL.region) == (0.06, 0.04, 0.01)
    assert (MODEL.degrees, MODEL.lgd_sd, MODEL.lgd_systematic) == (8, 0.15, 0.1)
    assert MODEL.version.startswith("1-")


@pytest.mark.parametrize(
    ("line", "instead", "reason"),
    [
        ("market = 0.06", "market = 1.2", r"market in \[correlation\] must be a number"),
        ("market = 0.06", "market = 0.95", "exceeds 0.99"),
        ("degrees = 8", "degrees = 1", r"degrees in \[t_copula\]"),
        ("degrees = 8", "degrees = 900", "then Gaussian"),
        ("sd = 0.15", "spread = 0.15", r"sd in \[lgd\] is missing"),
        ("region = 0.01", "region = 0.01\ncountry = 0.02", "country"),
        ("[lgd]", "[losses]", "losses"),
    ],
)
def test_a_wrong_policy_is_refused(tmp_path, line, instead, reason):
    path = tmp_path / "loss_model.toml"
    path.write_text(FILE.read_text(encoding="utf-8").replace(line, instead), encoding="utf-8")
    with pytest.raises(Refused, match=reason):
        load_loss_model(path)


class Months:
    """Stands for a store whose funding months have these loans and defaults."""

    def __init__(self, rows):
        self._rows = rows

    def rows(self, sql, params=None):
        return self._rows


def test_the_book_s_own_correlation_needs_months_and_defaults():
    assert book_correlation(Months([(100, 5)] * 5)) is None
    assert book_correlation(Months([(100, 0)] * 12)) is None
    found = book_correlation(Months([(400, 8), (400, 40)] * 6))
    assert found.rho == pytest.approx(0.1, abs=0.05)
    assert (found.months, found.loans) == (12, 4_800)
    assert found.standard_error == pytest.approx(found.rho * np.sqrt(2 / 12))

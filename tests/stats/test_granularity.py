import numpy as np
import pytest
from scipy.stats import binom

from pipelines.stats.correlation import conditional_pd
from pipelines.stats.granularity import granularity_adjustment, herfindahl
from pipelines.stats.vasicek import vasicek_quantile


def test_the_index_of_four_names():
    found = herfindahl([0.4, 0.3, 0.2, 0.1])
    assert found == pytest.approx(0.30, abs=1e-12)
    assert 1 / found == pytest.approx(3.3333, abs=5e-5)
    assert herfindahl([]) == 0.0


def exact_quantile(n: int, pd: float, rho: float, level: float, near: float) -> float:
    """The share at which a finite pool reaches `level`, between its steps of 1 / n.

    Binomial counts about `near`, the factor summed out on a grid.
    """
    factor = np.arange(-8, 8, 0.02)
    weights = np.exp(-(factor**2) / 2) / np.sqrt(2 * np.pi) * 0.02
    counts = np.arange(int(n * near) - 20, int(n * near) + 20)
    reached = weights @ binom.cdf(counts, n, conditional_pd(pd, rho, factor)[:, None])
    return float((np.interp(level, reached, counts) + 0.5) / n)


@pytest.mark.parametrize(
    ("n", "pd", "rho"), [(300, 0.02, 0.12), (500, 0.08, 0.06), (1500, 0.08, 0.12)]
)
def test_limit_and_adjustment_give_the_exact_quantile(n, pd, rho):
    """To a twentieth of the adjustment, which is the first term of a series in 1 / n."""
    added = granularity_adjustment(np.full(n, 1 / n), np.full(n, pd), rho, 0.999)
    limit = float(vasicek_quantile(pd, rho, 0.999))
    exact = exact_quantile(n, pd, rho, 0.999, limit + added)
    assert added > 0
    assert abs(limit + added - exact) < 0.05 * added


def test_it_falls_with_the_number_of_names():
    few, many = (
        granularity_adjustment(np.full(n, 1 / n), np.full(n, 0.05), 0.06, 0.99) for n in (100, 1000)
    )
    assert few == pytest.approx(10 * many)


def test_an_uncertain_loss_adds_to_it():
    loss, pd = np.full(100, 0.01), np.full(100, 0.05)
    fixed = granularity_adjustment(loss, pd, 0.06, 0.99)
    assert granularity_adjustment(loss, pd, 0.06, 0.99, loss_sd=0.2 * loss) > fixed


@pytest.mark.parametrize("pd", [0.0, 1.0])
def test_a_certain_name_adds_nothing(pd):
    assert granularity_adjustment([1.0], [pd], 0.06, 0.99) == 0.0
    assert granularity_adjustment([], [], 0.06, 0.99) == 0.0
    assert granularity_adjustment([1.0], [0.1], 0.0, 0.99) == 0.0


def test_a_pool_that_hardly_hangs_on_the_factor_adds_nothing():
    assert granularity_adjustment([85.0], [1e-300], 0.5, 0.95) == 0.0
    assert granularity_adjustment([85.0, 85.0], [0.5, 1e-12], 0.99, 0.999) == 0.0

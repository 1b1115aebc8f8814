"""What measures a world's likeness to the published figures, and who may read the truth."""

import ast
import re
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from pipelines.settings import PROJECT
from pipelines.stats.correlation import AssetCorrelation, conditional_pd
from pipelines.world import likeness, write_world
from pipelines.world.likeness.comparison import Published, compare, written

LIKENESS = PROJECT / "pipelines" / "world" / "likeness"
WRITES_THE_TRUTH = PROJECT / "pipelines" / "world" / "exports.py"
NAMES_THE_TRUTH = re.compile(r"truth\.parquet|\$truth|-truth|\.truth\b|likeness")
START = datetime(2024, 1, 1, 9)


def _events(rows: list[tuple[str, int, str, float, str]]) -> pd.DataFrame:
    """Sales events from (merchant, day, kind, amount, buyer), known on their day."""
    frame = pd.DataFrame(rows, columns=["merchant_id", "day", "kind", "amount", "buyer_id"])
    at = pd.Series([START + timedelta(days=day) for day in frame["day"]], dtype="datetime64[us]")
    return frame.assign(occurred_at=at, known_at=at)


def _written(folder: Path, **tables: pd.DataFrame) -> likeness.WorldFiles:
    world = likeness.WorldFiles(folder / "w", folder / "w-truth")
    for path in (world.exports, world.truth):
        path.mkdir()
    for name, table in tables.items():
        table.to_parquet((world.truth if name == "truth" else world.exports) / f"{name}.parquet")
    return world


def _merchants(**industries: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "merchant_id": list(industries),
            "industry": list(industries.values()),
            "joined_on": [date(2020, 1, 1)] * len(industries),
        }
    )


def _asked(**columns: object) -> pd.DataFrame:
    return pd.DataFrame(columns)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> likeness.WorldFiles:
    """A world of 300 merchants."""
    summary = write_world(tmp_path_factory.mktemp("small") / "w", merchants=300, seed=20190115)
    return likeness.WorldFiles(summary.folder, summary.truth)


def test_nothing_but_its_writer_and_its_measurers_names_the_truth_or_them():
    sources = [
        path
        for folder in ("pipelines", "dashboard")
        for path in (PROJECT / folder).rglob("*")
        if path.suffix in {".py", ".sql"}
    ]
    naming = {path for path in sources if NAMES_THE_TRUTH.search(path.read_text(encoding="utf-8"))}
    outside = {path for path in naming if LIKENESS not in path.parents}
    assert len(sources) > 200
    assert outside == {WRITES_THE_TRUTH}


def test_what_measures_the_truth_writes_nothing():
    calls = {
        node.attr
        for path in LIKENESS.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
    }
    assert not calls & {"write_text", "write_bytes", "to_parquet", "mkdir", "unlink"}


def test_a_figure_lies_within_its_range_ends_included():
    published = Published(0.04, 0.12, "somebody")
    inside = [compare("rho", published, x, "", 30, "months") for x in (0.04, 0.12, 0.121)]
    assert [c.lies_within for c in inside] == [True, True, False]
    unpublished = compare("buyers", Published(None, None, "nobody"), 61.2, "buyers", 9, "merchants")
    assert unpublished.lies_within is None


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (131_700.4, "$", "$131,700"),
        (0.0912, "%", "9.1%"),
        (0.00476, "%", "0.48%"),
        (24.3, "days", "24 days"),
        (None, "%", ""),
    ],
)
def test_values_are_written_in_their_unit(value, unit, text):
    assert written(value, unit) == text


def test_the_table_says_what_is_published_found_and_how_far_seeds_differ():
    worlds = [
        [compare("default rate", Published(0.083, 0.097, "s"), x, "%", 100, "applications")]
        for x in (0.09, 0.1, 0.08)
    ]
    row = likeness.comparison_table(*worlds).iloc[0]
    assert (row["published"], row["found"], row["within"]) == ("8.3% to 9.7%", "9.0%", "yes")
    assert (row["over 3 seeds"], row["n"]) == ("8.0% to 10.0%", "100 applications")


def test_refunds_are_counted_by_industry(tmp_path):
    sales = _events(
        [("A", day, "sale", 10.0, "b") for day in range(8)]
        + [("A", 9, "refund", 10.0, "b"), ("A", 9, "refund", 10.0, "b")]
        + [("B", 1, "sale", 10.0, "b"), ("B", 2, "chargeback", 10.0, "b")]
    )
    world = _written(tmp_path, sales=sales, merchants=_merchants(A="apparel", B="toys"))
    found = likeness.refund_rates(world).set_index("industry")
    assert found.loc["apparel", ["sales", "refunds", "rate", "published_low"]].tolist() == [
        *(8, 2, 0.25, 0.25)
    ]
    assert found.loc["toys", ["chargebacks", "rate"]].tolist() == [1, 0]
    assert np.isnan(found.loc["toys", "published_low"])


def test_sales_a_year_are_scaled_from_the_days_sold(tmp_path):
    sales = _events(
        [("A", day, "sale", 10.0, "b") for day in range(200)]
        + [("B", day, "sale", 10.0, "b") for day in range(50)]
    )
    world = _written(tmp_path, sales=sales, merchants=_merchants(A="toys", B="toys"))
    found = world.frame("yearly_sales", least_days=180)
    assert found["merchant_id"].tolist() == ["A"]
    assert found["dollars_a_year"][0] == pytest.approx(3_650)


def test_buyers_are_as_concentrated_as_their_amounts_say(tmp_path):
    rows = [("A", 0, "sale", 30.0, "x"), ("A", 1, "sale", 30.0, "x"), ("A", 2, "sale", 40.0, "y")]
    found = _written(tmp_path, sales=_events(rows)).frame("buyers").iloc[0]
    assert found["largest"] == pytest.approx(0.6)
    assert found["equal_buyers"] == pytest.approx(1 / (0.6**2 + 0.4**2))
    assert found["repeat_share"] == pytest.approx(1 / 3)


def test_quarters_are_measured_against_the_trend(tmp_path):
    level = {1: 90.0, 2: 100.0, 3: 90.0, 4: 120.0}
    rows = [("A", 15 + 91 * n, "sale", level[n % 4 + 1] * 1.02**n, "b") for n in range(16)]
    world = _written(tmp_path, sales=_events(rows), merchants=_merchants(A="toys"))
    found = likeness.quarter_factors(world)
    assert found["factor"].tolist() == pytest.approx([0.9, 1.0, 0.9, 1.2], abs=0.003)
    assert found["merchants"].tolist() == [1] * 4


def test_round_sums_are_told_apart_week_by_week(tmp_path):
    rows = [("A", 0, "sale", 150.0, "x"), ("A", 1, "sale", 151.0, "x"), ("A", 9, "sale", 50.0, "x")]
    world = _written(tmp_path, sales=_events([*rows, ("B", 0, "sale", 50.0, "x")]))
    weeks = likeness.weekly_sales(world, "A")
    assert weeks["dollars"].tolist() == [301, 50]
    assert weeks["round_dollars"].tolist() == [150, 50]
    assert weeks["round_orders"].tolist() == [1, 1]


def test_losses_are_net_of_recoveries_and_old_enough(tmp_path):
    def event(loan_id: str, day: int, kind: str, amount: float) -> dict[str, object]:
        at = START + timedelta(days=day)
        return {"loan_id": loan_id, "occurred_at": at, "known_at": at, "kind": kind,
                "amount": amount}  # fmt: skip

    events = pd.DataFrame(
        [event("L1", 0, "charge_off", 600.0), event("L1", 200, "recovery", 60.0),
         event("L2", 500, "charge_off", 300.0), event("L3", 500, "payment", 100.0)]
    )  # fmt: skip
    loans = pd.DataFrame(
        {
            "loan_id": ["L1", "L2", "L3"],
            "application_id": ["A1", "A2", "A3"],
            "principal": [1e3] * 3,
        }
    )
    truth = pd.DataFrame({"application_id": ["A1", "A2", "A3"], "is_fraud": [False, True, False]})
    loans["funded_at"] = [START - timedelta(days=200), START, START + timedelta(days=300)]
    world = _written(tmp_path, loan_events=events, loans=loans, truth=truth)
    lent = world.frame("lent", least_days=290).iloc[0]
    assert lent[["loans", "lent", "lost"]].tolist() == [2, 2_000, 840]
    found = world.frame("charge_offs")
    assert found["loan_id"].tolist() == ["L1", "L2"]
    assert found["recovered"].tolist() == [60, 0]
    assert found["days_since"].tolist() == [500, 0]
    assert found["is_fraud"].tolist() == [False, True]


def test_deciles_run_from_the_safest_to_the_riskiest():
    pd_ = np.linspace(0.001, 0.5, 1_000)
    asked = _asked(true_pd=pd_, would_default=pd_ > 0.4, approved=pd_ < 0.3)
    found = likeness.pd_deciles(asked)
    assert found["decile"].tolist() == list(range(1, 11))
    assert found["applications"].tolist() == [100] * 10
    assert found["true_pd"].is_monotonic_increasing
    assert found["default_rate"].iloc[[0, 9]].tolist() == [0, 1]
    assert found["approval_rate"].iloc[[0, 9]].tolist() == [1, 0]


def test_groups_share_out_all_defaults():
    asked = _asked(
        would_default=[True, True, False, True, False, False],
        is_fraud=[True, False, False, False, False, False],
        in_distress=[True, True, True, False, False, False],
        approved=[True, False, True, True, True, False],
    )
    causes = likeness.rates_by(asked, likeness.cause_of(asked)).set_index("group")
    assert causes["applications"].to_dict() == {
        "planned fraud": 1, "acute distress": 2, "neither": 3,
    }  # fmt: skip
    assert causes["share"].sum() == pytest.approx(1)
    decided = likeness.rates_by(asked, likeness.decision_of(asked)).set_index("group")
    assert decided.loc["approved", "rate"] == pytest.approx(0.5)
    assert (decided["low"] < decided["rate"]).all()
    assert (decided["rate"] < decided["high"]).all()


def test_months_with_too_few_applications_are_left_out():
    times = [START] * 20 + [START + timedelta(days=40)] * 19
    asked = _asked(applied_at=pd.to_datetime(times), would_default=[True] * 2 + [False] * 37)
    months = likeness.monthly_defaults(asked)
    assert months["applications"].tolist() == [20]
    assert months["rate"].tolist() == [0.1]


def test_bands_hold_what_they_promise():
    """Months drawn from the one-factor model lie in its band 95 times in 100, give or take 3."""
    rng = np.random.default_rng(3)
    fit = AssetCorrelation(pd=0.09, rho=0.08, periods=600)
    n = np.full(600, 50_000)
    bad = rng.binomial(n, conditional_pd(0.09, 0.08, rng.standard_normal(600)))
    months = _asked(applications=n, defaults=bad, rate=bad / n)
    bands = likeness.with_bands(months, fit)
    inside = bands["rate"].between(bands["factor_low"], bands["factor_high"]).mean()
    by_chance = bands["rate"].between(bands["chance_low"], bands["chance_high"]).mean()
    assert inside == pytest.approx(0.95, abs=0.03)
    assert by_chance < 0.2


def test_every_figure_is_measured_on_a_written_world(small):
    figures = likeness.sales_comparisons(small) + likeness.lending_comparisons(small)
    assert len({figure.name for figure in figures}) == len(figures) >= 30
    assert all(np.isfinite(figure.found) for figure in figures)
    assert all(figure.n > 0 and figure.source for figure in figures)
    by_name = {figure.name: figure for figure in figures}
    for name in ("sales a year, median", "quarter 4 over trend", "refunds, home", "chargebacks"):
        assert by_name[name].lies_within, name


def test_the_correlation_is_fitted_to_the_months(small):
    asked = likeness.requests(small)
    months = likeness.monthly_defaults(asked)
    fit = likeness.correlation(asked)
    assert fit.periods == len(months)
    assert fit.pd == pytest.approx(
        months["defaults"].sum() / months["applications"].sum(), abs=0.02
    )


def test_the_pictures_are_laid_out_from_a_written_world(small):
    asked = likeness.requests(small)
    sizes = likeness.revenue_distribution(small)
    assert sizes["dollars_a_year"].is_monotonic_increasing
    assert np.log(sizes["dollars_a_year"] / sizes["law"]).median() == pytest.approx(0, abs=0.1)
    ranks = likeness.driver_ranks(asked)
    assert ranks["auc"].between(0.5, 1).all()
    assert set(ranks["seen"]) == {"shown", "hidden"}
    failing = likeness.distress_case(small)
    own = asked[asked["merchant_id"] == failing]
    assert (own["in_distress"] & own["would_default"]).any()
    assert len(likeness.weekly_sales(small, failing)) > 20
    assert len(likeness.bank_balances(small, failing)) > 20
    scheme = asked.loc[asked["is_fraud"], "fraud_scheme"].iloc[0]
    assert likeness.fraud_case(small, scheme) in set(asked["merchant_id"])

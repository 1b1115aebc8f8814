"""What happens in the worlds that something happens to: direction, order of magnitude, timing.

At 5,000 merchants and the default seed. The lenders cited are those of
`pipelines/world/presets.py`.
"""

from datetime import date

import numpy as np
import pytest

from pipelines.errors import Refused
from pipelines.settings import Settings
from pipelines.world import PRESETS
from pipelines.world.marketplace import draw_parts, plan_world
from pipelines.world.parameters import INDUSTRIES, MONTH_FACTORS
from pipelines.world.presets import preset_named
from tests.world.book import months_of, trailing

APRIL = slice("2020-04-05", "2020-04-30")
# OnDeck's 30+ DPD and PayPal's and OnDeck's charge-off peaked between these months.
SPRING_TO_AUTUMN = (date(2020, 5, 1), date(2020, 11, 1))


@pytest.fixture(scope="module")
def covid_months(covid_book):
    return months_of(covid_book)


@pytest.fixture(scope="module")
def loosened_months(loosened_book):
    return months_of(loosened_book)


def _daily_orders(con, exports):
    """Orders a day of the merchants that had joined half a year before the book, by industry.

    Orders rather than dollars: a few large merchants would make the dollars of an industry.
    """
    frame = con.execute(f"""
        select industry, occurred_at::date as day, count(*) as orders
        from '{exports / "sales.parquet"}' join '{exports / "merchants.parquet"}'
            using (merchant_id)
        where kind = 'sale' and joined_on < date '2018-07-01'
        group by all""").df()
    return frame.pivot_table(index="day", columns="industry", values="orders", aggfunc="sum")


def _share_approved(con, exports, first, last):
    truth = exports.with_name(f"{exports.name}-truth") / "truth.parquet"
    return con.execute(
        f"""select avg(approved::int) from '{truth}'
            join '{exports / "applications.parquet"}' using (application_id)
            where applied_at >= ? and applied_at < ?""",
        [first, last],
    ).fetchall()[0][0]


def test_sales_fall_in_april_2020_by_about_a_fifth_and_most_where_shops_closed(con, covid):
    """Against April 2019: QuickBooks' firms sold 22 % less. Growth of 7 % a year would otherwise
    have come on top, merchants that closed take off as much; within 7 points."""
    daily = _daily_orders(con, covid)
    total = daily.sum(axis=1)
    fall = total[APRIL].mean() / total["2019-04-05":"2019-04-30"].mean()
    assert fall == pytest.approx(0.78, abs=0.07)
    by_industry = daily[APRIL].mean() / daily["2019-04-05":"2019-04-30"].mean()
    assert by_industry["apparel"] < by_industry["beauty"] < by_industry["toys"]


@pytest.mark.parametrize("industry", [i.name for i in INDUSTRIES])
def test_each_industry_falls_as_planned(con, covid, industry):
    """Against the two months before, April's own season taken out; within .08, for the monthly
    noise of a merchant is .15-.35 and an industry has one to five hundred of them."""
    daily = _daily_orders(con, covid)[industry]
    stretch = next(i.season for i in INDUSTRIES if i.name == industry)
    season = 1 + stretch * (np.array(MONTH_FACTORS) - 1)
    found = daily[APRIL].mean() / daily["2020-01-01":"2020-02-29"].mean()
    planned = PRESETS["covid"].demand[industry][1][1]
    assert found / (season[3] / season[:2].mean()) == pytest.approx(planned, abs=0.08)


def test_sales_online_end_the_year_a_third_higher(con, covid):
    """The last quarter of 2020 against that of 2019, of the median merchant that sold in both and
    had joined half a year before: +32.1 % (Census); within 10 points."""
    found = con.execute(f"""
        with quarters as (
            select
                sum(amount) filter (
                    occurred_at >= date '2019-10-01' and occurred_at < date '2020-01-01'
                )::double as before,
                sum(amount) filter (
                    occurred_at >= date '2020-10-01' and occurred_at < date '2021-01-01'
                )::double as after
            from '{covid / "sales.parquet"}' join '{covid / "merchants.parquet"}'
                using (merchant_id)
            where kind = 'sale' and joined_on < date '2019-04-01'
            group by merchant_id
        )
        select median(after / before) from quarters where before > 0 and after > 0
        """).fetchall()[0][0]
    assert found == pytest.approx(1.321, abs=0.10)


def test_approvals_all_but_stop_on_29_march_2020_and_come_back(con, covid):
    before = _share_approved(con, covid, date(2019, 7, 1), date(2020, 3, 28))
    stopped = _share_approved(con, covid, date(2020, 3, 30), date(2020, 7, 1))
    after = _share_approved(con, covid, date(2021, 3, 1), date(2022, 1, 1))
    assert 0.60 < before < 0.75
    assert stopped < 0.30 * before
    assert after > 0.8 * before


def test_lending_falls_by_seven_tenths_in_april_2020(covid_months):
    quarter = [covid_months[date(2020, month, 1)].funded_loans for month in (1, 2, 3)]
    assert covid_months[date(2020, 4, 1)].funded_loans <= 0.30 * np.mean(quarter)


def test_delinquency_triples_by_the_autumn_of_2020_and_falls_again(covid_months):
    """30+ DPD of the balance: OnDeck's 9 % before, 23 % at most, 16 % by the year's end."""
    late = {month: found.share_30_plus for month, found in covid_months.items()}
    before = np.mean([late[date(2020, month, 1)] for month in (1, 2, 3)])
    first, last = SPRING_TO_AUTUMN
    peak = max(share for month, share in late.items() if first <= month <= last)
    assert peak == max(late.values())
    assert peak >= 3 * before
    assert 0.10 < peak < 0.35
    assert late[date(2020, 12, 1)] < 0.7 * peak
    assert np.mean([late[date(2021, month, 1)] for month in range(1, 13)]) < 0.5 * peak


def test_charge_offs_of_2020_are_half_as_high_again_as_a_calm_years(covid_months, base_book):
    """Twelve months to December 2020, against the base world's eighteenth month, as far into its
    book; and against the covid world's own last year, when the shock is over."""
    year = trailing(covid_months, date(2020, 12, 1))
    assert year >= 1.5 * trailing(months_of(base_book), date(2024, 12, 1))
    assert year >= 1.25 * trailing(covid_months, date(2021, 12, 1))


def test_a_loosened_policy_waves_nearly_everybody_through_for_nine_months(con, loosened):
    """Fewer than the share that may pass do: who is behind may not."""
    before = _share_approved(con, loosened, date(2021, 7, 1), date(2022, 4, 30))
    loose = _share_approved(con, loosened, date(2022, 5, 15), date(2023, 1, 31))
    tight = _share_approved(con, loosened, date(2023, 3, 1), date(2024, 1, 1))
    assert before == pytest.approx(0.43, abs=0.05)
    assert loose > 0.75
    assert tight < 0.65 * loose


def test_a_loosened_policy_multiplies_the_loss_within_a_year(loosened_months):
    """Net charge-off of the last twelve months. PayPal's: 4.5 % in 2022, 13.3 % by June 2023,
    20.4 % by September: three times, then four and a half, its own start."""
    start = trailing(loosened_months, date(2022, 9, 1))
    assert 0.03 <= start <= 0.06
    assert trailing(loosened_months, date(2023, 6, 1)) >= 2 * start
    assert 3 * start <= trailing(loosened_months, date(2023, 12, 1)) <= 7 * start


def test_volume_rises_while_the_policy_is_loose_and_is_cut_after_it(loosened_months):
    """The shrinking balance is part of why the rate rises so far."""

    def funded(first: date, last: date) -> float:
        months = loosened_months.items()
        return float(np.mean([m.funded_cents for at, m in months if first <= at <= last]))

    before = funded(date(2021, 10, 1), date(2022, 4, 1))
    assert funded(date(2022, 6, 1), date(2022, 12, 1)) > 2 * before
    assert funded(date(2023, 3, 1), date(2023, 12, 1)) < 1.3 * before


def test_subprime_applicants_default_nearly_twice_as_often():
    """17 % (Intuit); within a point."""
    world = plan_world(3_000, 3, Settings().seed, PRESETS["subprime"])
    defaults = np.concatenate([part.risk.defaults for part in draw_parts(world, 2)])
    assert len(defaults) > 8_000
    assert defaults.mean() == pytest.approx(0.17, abs=0.01)


def test_before_anything_happens_a_preset_is_as_normal_times_are(con, loosened):
    """The chances of the requests before the policy is loosened average 9 %; they are solved on
    just those, whatever comes after."""
    truth = loosened.with_name(f"{loosened.name}-truth") / "truth.parquet"
    before = con.execute(
        f"""select avg(true_pd_given_factors) from '{truth}'
            join '{loosened / "applications.parquet"}' using (application_id)
            where applied_at < date '2022-05-01'"""
    ).fetchall()[0][0]
    assert before == pytest.approx(0.09, abs=0.001)


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_is_found_by_its_name_and_says_what_it_is(name):
    assert preset_named(name).name == name
    assert preset_named(name).about


def test_an_unknown_preset_is_refused_with_the_names_there_are():
    with pytest.raises(Refused, match="base, covid, loosened-policy, subprime"):
        preset_named("Covid")

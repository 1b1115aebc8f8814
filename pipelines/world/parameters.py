"""What the synthetic marketplace is made of: every number with its source.

Sources marked [cited] are collected in the project's credit reference, section 5; those marked
[chosen] have no published figure and were set so that the world hits the cited ones.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Industry:
    """One line of business.

    `refund_share` is the share of sales that come back: apparel 25-40 %, shoes 22-31 %,
    electronics 8-15 %, home 8-12 %, beauty 5-12 % [cited], the others [chosen]. `season` stretches
    the common seasonal pattern; `weekend` is the level of Saturday and Sunday against a weekday;
    `noise` is the standard deviation of log monthly sales, .15-.35 by sector; all [chosen].
    """

    name: str
    share: float
    refund_share: float
    season: float
    weekend: float
    noise: float


INDUSTRIES = (
    Industry("apparel", 0.22, 0.28, 0.95, 0.90, 0.28),
    Industry("shoes", 0.06, 0.25, 0.85, 0.90, 0.25),
    Industry("electronics", 0.18, 0.11, 1.20, 0.80, 0.25),
    Industry("home", 0.18, 0.10, 0.80, 0.85, 0.20),
    Industry("beauty", 0.13, 0.08, 0.75, 0.95, 0.18),
    Industry("toys", 0.10, 0.09, 1.90, 1.00, 0.32),
    Industry("sports", 0.07, 0.12, 0.85, 0.90, 0.24),
    Industry("auto parts", 0.06, 0.11, 0.50, 0.60, 0.16),
)

# California, Florida, Texas: Kabbage's book; New York, New Jersey: Amazon's sellers [cited].
# The rest follows population [chosen].
STATES = {
    "CA": 0.158, "FL": 0.104, "TX": 0.079, "NY": 0.080, "NJ": 0.040, "IL": 0.040, "GA": 0.042,
    "PA": 0.038, "NC": 0.036, "OH": 0.035, "WA": 0.033, "AZ": 0.030, "MI": 0.030, "CO": 0.026,
    "VA": 0.026, "MA": 0.025, "NV": 0.024, "TN": 0.023, "UT": 0.022, "MD": 0.021, "OR": 0.020,
    "MN": 0.019, "MO": 0.018, "IN": 0.018, "WI": 0.013,
}  # fmt: skip

# Month factors whose quarters are .93, .96, .93, 1.19 (Census, unadjusted over adjusted [cited]).
MONTH_FACTORS = (0.93, 0.89, 0.97, 0.95, 0.98, 0.95, 0.94, 0.93, 0.92, 0.99, 1.24, 1.34)

# Monthly fee over original principal, in basis points, months 1-2 and 3-6 [cited].
TIER_RATES_BPS = (
    (125, 125, 25, 25, 25, 25),
    (200, 200, 50, 50, 50, 50),
    (275, 275, 75, 75, 75, 75),
)


@dataclass(frozen=True)
class Weights:
    """Relative effect of one standard deviation of each driver on the default index [chosen].

    A positive weight means more risk. The first group can be seen in the exports, the second
    (from `health`) is hidden. The weighted sum is scaled to the share of the default's causes that
    `Parameters.index_share` gives it.
    """

    sales_decline: float = 0.40
    volatility: float = 0.35
    refunds: float = 0.25
    recency: float = 0.20
    small_size: float = 0.25
    order_against_sales: float = 0.60
    buyer_concentration: float = 0.10
    youth: float = 0.08
    thin_buffer: float = 0.12
    purchases_against_sales: float = 0.08
    health: float = -0.04
    momentum: float = -0.04
    outside_debt: float = 0.10


@dataclass(frozen=True)
class Parameters:
    """The settings of a world; money in dollars, rates a year unless said otherwise."""

    # Size: LogNormal(mean 90k, sigma 2.2) truncated at the 50k eligibility floor [cited].
    revenue_mean: float = 90_000.0
    revenue_sigma: float = 2.2
    revenue_floor: float = 50_000.0
    # Orders a year at the median revenue, and how they grow with revenue [chosen].
    orders_median: float = 265.0
    orders_elasticity: float = 0.5
    ticket_sigma: float = 0.7
    # Growth: median +5-10 %, sd 35 % [cited]; reached by a monthly drift that persists [chosen].
    growth_mean: float = 0.07
    drift_sd: float = 0.030
    drift_persistence: float = 0.9
    noise_persistence: float = 0.6
    # Merchants leave: Knaup/BLS survival is for all firms [cited]; sellers above 50k live longer.
    exit_hazard: float = 0.04
    joined_before_start: float = 0.65
    # Cash buffer in days of outflow: median 27, sigma 1.16 [cited].
    buffer_days: float = 27.0
    buffer_sigma: float = 1.16
    chargeback_share: float = 0.006  # [cited]
    void_share: float = 0.008
    cost_of_goods: float = 0.60
    # Acute distress, a few months in which most who borrow fail: spells a year, how much oftener
    # a merchant asks in one, and how many of them show in the sales or at the bank [chosen].
    distress_hazard: float = 0.060
    distress_appetite: float = 2.5
    distress_shows_in_sales: float = 0.95
    distress_shows_at_bank: float = 0.65
    # Requests at checkout per merchant and month; order median 8-12k [cited].
    applications_per_month: float = 0.14
    order_median: float = 9_000.0
    order_sigma: float = 0.65
    order_elasticity: float = 0.55
    largest_order: float = 150_000.0
    smallest_order: float = 500.0
    # Applicants' default rate [cited]; correlation .04-.12 and sector factors on top [cited].
    default_rate: float = 0.09
    macro_correlation: float = 0.075
    industry_correlation: float = 0.02
    weights: Weights = Weights()
    # The latent default index, in standard deviations of all its causes in normal times: variance
    # that the drivers carry, how much flatter risk grows among the risky than among the safe, and
    # what acute distress and planned fraud add. Chosen together so that the true PD ranks with an
    # AUC of .80 while the best 70 % still default at 4 % [cited], which nearly exclude
    # each other.
    index_share: float = 0.25
    index_flattening: float = 1.0
    distress_shift: float = 2.15
    fraud_shift: float = 3.0
    # Planned fraud: .5-1.5 % of applications, 10-15 % of losses; 17 % is found at once [cited].
    fraud_share: float = 0.0170
    fraud_found: float = 0.17
    # The old policy: approves about 70 % (Fed SBCS 2023 [cited]) by a noisy score.
    approval_share: float = 0.70
    policy_noise: float = 0.8
    take_up: float = 0.95
    # Share of the original principal still owed at default about .6 [cited]: first instalment
    # missed is number 1..5; a loan must be 90 days past due within nine months of funding.
    first_missed: tuple[float, ...] = (0.05, 0.17, 0.26, 0.29, 0.23)
    charge_off_days: int = 120
    # Loss given default: Beta, mean .87, sd .15; recoveries start about six months on [cited].
    lgd_mean: float = 0.87
    lgd_sd: float = 0.15
    # Instalments paid late by borrowers who do pay [chosen].
    late_share: float = 0.10
    prepaid_share: float = 0.07
    refunded_within_48h: float = 0.010
    refunded_later: float = 0.012
    refunded_partly: float = 0.020
    # Owner group: kept apart from every feature, for fairness checks on the truth only [chosen].
    owner_groups: tuple[tuple[str, float], ...] = (("A", 0.62), ("B", 0.25), ("C", 0.13))
    # Share of failing merchants that stop selling, in the weeks around the first missed payment.
    exit_after_default: float = 0.55


BASE = Parameters()

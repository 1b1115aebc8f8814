"""How like the published figures a synthetic world is, its truth included.

It reads the truth, which tests, benchmarks and notebooks may and no stage ever: nothing else in
`pipelines`, and no page, imports this package. The ranges and their sources stand in the credit
reference, section 5; what measures them is pure and reads the files of `WorldFiles`.
"""

from pipelines.world.likeness.comparison import Comparison, comparison_table
from pipelines.world.likeness.files import WorldFiles
from pipelines.world.likeness.lending import (
    charge_off_comparison,
    correlation,
    lending_comparisons,
    monthly_defaults,
    requests,
)
from pipelines.world.likeness.pictures import (
    bank_balances,
    cause_of,
    decision_of,
    distress_case,
    driver_ranks,
    fraud_case,
    pd_deciles,
    rates_by,
    weekly_sales,
    with_bands,
)
from pipelines.world.likeness.sales import (
    quarter_factors,
    refund_rates,
    revenue_distribution,
    sales_comparisons,
)

__all__ = [
    "Comparison",
    "WorldFiles",
    "bank_balances",
    "cause_of",
    "charge_off_comparison",
    "comparison_table",
    "correlation",
    "decision_of",
    "distress_case",
    "driver_ranks",
    "fraud_case",
    "lending_comparisons",
    "monthly_defaults",
    "pd_deciles",
    "quarter_factors",
    "rates_by",
    "refund_rates",
    "requests",
    "revenue_distribution",
    "sales_comparisons",
    "weekly_sales",
    "with_bands",
]

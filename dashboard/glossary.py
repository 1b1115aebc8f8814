"""The terms of art as the help tips explain them: definition first, then the formula."""

TERMS = {
    "PD": "Probability of default: the chance that the application, if funded, is 90 days past due "
    "or charged off within 9 months. The model's score, calibrated on known outcomes.",
    "Default": "A loan has defaulted when it is 90 days past due or charged off within 9 months of "
    "funding.",
    "LGD": "Loss given default: the part of the exposure that is lost once a loan defaults. "
    "1 − recoveries / exposure at default.",
    "EAD": "Exposure at default: what is owed when a loan defaults.",
    "Expected loss": "What the book is expected to lose. Sum of PD × LGD × EAD.",
    "Allowance": "What is set aside for losses on the open loans: their lifetime expected loss, "
    "sum of PD × LGD × EAD, each loan to the cent.",
    "IFRS 9 stage": "Stage 3: 90 or more days past due. Stage 2: more than 30 days past due, or "
    "a PD at least three times that at application and five points above it. Stage 1: the rest.",
    "Hazard": "Of the loans that have paid so far, the share that misses this instalment and never "
    "catches up.",
    "VaR": "Value at risk: the loss that is not exceeded with this probability. VaR 99 %: one "
    "period in a hundred loses more.",
    "Expected shortfall": "The mean loss in the worst scenarios, those from the VaR on.",
    "DPD": "Days past due: the age of the oldest instalment that is not fully paid.",
    "30+ DPD": "Share of the outstanding balance on loans 30 or more days past due. "
    "Balance at 30+ days past due / outstanding balance.",
    "Net charge-off": "Charged-off balance less recoveries. Annualised: "
    "12 × net charge-off of the month / average outstanding balance.",
    "Outstanding": "Principal lent and neither repaid nor charged off.",
    "Net return": "What the book earns on what it lends, after losses and before funding and "
    "servicing. "
    "12 × (fees billed − net charge-off) / sum of month-end balances, over twelve months.",
    "Vintage": "The loans funded in one quarter, followed by their age. "
    "Immature vintages have not yet reached the age shown.",
    "Roll rate": "Share of the balance in one delinquency bucket that is found in another a month "
    "later.",
    "HHI": "Herfindahl-Hirschman index of concentration: sum of squared shares, from near 0 "
    "(spread) to 1 (one name).",
    "Watch points": "What a merchant's own rows say before it misses a payment: each sign (falling "
    "sales, rising refunds, payments to another lender and so on) adds points from a step on.",
    "Grade": "PD in five bands, A (lowest) to E (highest).",
    "Approval rate": "Applications approved, whether in full or as a counter-offer, "
    "among those scored.",
    "Counter-offer": "An approval for less than was asked: the order is above the limit that the "
    "sales support.",
    "APR": "Annual percentage rate, actuarial method (Regulation Z, Appendix J): the yearly rate "
    "that makes the payments worth the amount advanced.",
    "RAROC": "Risk-adjusted return on capital: expected profit over the loan's life by the capital "
    "held for it. Capital is the Basel requirement of other retail exposures on the mean balance, "
    "for as long as it is owed, so the return is one for a year of capital.",
    "Break-even PD": "The PD at which the offer earns nothing: (fees − funding − servicing) / "
    "(LGD × principal owed at default + fees a default leaves unpaid).",
    "Take-up": "Share of buyers expected to accept at this APR, as the policy assumes.",
    "Finance charge": "The sum of all monthly fees.",
    "AUC": "Chance that a random defaulter has a higher PD than a random non-defaulter: "
    "0.5 is no better than a coin, 1 is perfect.",
    "Gini": "2 × AUC − 1.",
    "KS": "Kolmogorov-Smirnov: the largest gap between the score distributions of defaulters and "
    "non-defaulters.",
    "PR-AUC": "Average precision: share of bads among the cases flagged, averaged over the bads as "
    "the cut falls. By chance it is the bad rate.",
    "Log loss": "Mean of −ln of the probability that was given to what happened. Lower is better.",
    "CSI": "Characteristic stability index: the PSI of one feature, missing values as a bin of "
    "their own.",
    "Brier": "Mean squared difference between PD and outcome (0 or 1). Lower is better.",
    "ECE": "Expected calibration error: mean absolute gap between PD and default rate over bins, "
    "weighted by their size.",
    "PSI": "Population stability index: sum of (share now − share then) × ln(share now / share "
    "then) over score bands. Above 0.25 is commonly read as a shift.",
    "Information value": "How much the bins of a feature tell goods from bads: sum of (share of "
    "goods − share of bads) × ln(share of goods / share of bads), missing values as a bin of their "
    "own. Below 0.02 it tells nothing, to 0.1 little, to 0.3 something, above much.",
    "AUC alone": "Chance that a random defaulter ranks above a random non-defaulter by this "
    "feature alone, in the direction it is expected to act (a higher value riskier where none is "
    "expected). 0.5 is no better than a coin; below 0.5 it ranks the other way round.",
    "Drift": "PSI of the newest applications against the older ones over bins of the feature, "
    "missing values as a bin of their own: sum of (share now − share then) × ln(share now / share "
    "then). Shifted above 0.25, to watch above 0.10; neither where sampling alone explains it.",
    "Alike": "Features of which any two rank the applications nearly the same: Spearman's rank "
    "correlation of 0.8 or more, whatever its sign.",
    "Quarantine": "Rows that could not be loaded, kept as they were with every reason.",
    "As-of date": "The last day the history covers. No number on any page looks beyond it.",
}


def term(name: str) -> str:
    """The help text of a term; an unknown term is a programming error."""
    return TERMS[name]

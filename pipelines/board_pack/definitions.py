"""What the pack's terms mean, for its last page and the workbook."""

DEFINITIONS = (
    ("Outstanding", "Principal still owed on open loans at the month-end."),
    ("DPD", "Days past due: days since the oldest instalment not paid in full fell due."),
    ("30+ DPD", "Share of outstanding that is 30 or more days past due."),
    ("Net charge-off, a year", "Charge-offs less recoveries over the mean month-end balance, "
     "annualised over twelve months."),
    ("PD", "Probability that a loan becomes 90 days past due or is charged off."),
    ("LGD", "Loss given default: the part of the exposure lost once a loan defaults."),
    ("EAD", "Exposure at default: the balance a loan is expected to owe when it defaults."),
    ("Expected loss", "PD x LGD x EAD over the rest of each open loan's life."),
    ("Net return, a year", "Fees less net charge-offs over the mean balance, annualised."),
    ("VaR and expected shortfall", "The loss not exceeded with a given probability, and the mean "
     "of the losses beyond it."),
    ("Vintage", "The loans funded in one quarter or month."),
    ("Roll rate", "Share of the loans in one status that stand in another a month later."),
)  # fmt: skip

"""The loan book adds up.

Purpose: show that the balances, losses and cash of the portfolio are those of the imported loans.
Mechanism: for every month, opening + originated - principal paid - charged off must be the closing
balance, and the opening the closing of the month before; what was originated must be the principal
of the loans funded, and what was kept of cash (principal, fees, recoveries and credit) all that
came in.
Signs of high risk: one month off by a cent; every figure of the portfolio rests on these sums.
Strengths: complete and exact, in whole cents, against the loans and events themselves.
Limitations: compares sums, so two equal and opposite errors in one month pass.
"""

from pipelines.portfolio import book_breaches, book_flows
from pipelines.review.proof import SHOWN, Case, Result


def loan_book(case: Case) -> Result:
    """Count the identities that a month of the loan book breaks."""
    breaches = book_breaches(case.history)
    months = len(book_flows(case.history))
    return Result(
        n=months,
        of="month of the loan book" if months == 1 else "months of the loan book",
        violations=len(breaches),
        found=f"{months:,} months to the cent" if not breaches else f"{len(breaches):,} sums off",
        threshold="every month adds up to the cent",
        examples=tuple(map(str, breaches[:SHOWN])),
    )

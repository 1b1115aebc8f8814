"""Open loans made by hand, one value a column repeated where it is given once."""

from datetime import date

import numpy as np

from pipelines.portfolio.loss import OpenLoans


def hand_made(
    pd,
    *,
    ead=100_00.0,
    lgd=1.0,
    merchant=None,
    industry="Toys",
    region="CA",
    grade="A",
) -> OpenLoans:
    """One loan for each PD; each of a merchant of its own unless `merchant` says otherwise."""
    pds = np.atleast_1d(np.asarray(pd, dtype=float))
    n = len(pds)

    def words(value) -> np.ndarray:
        found = np.empty(n, dtype=object)
        found[:] = value
        return found

    amounts = np.broadcast_to(np.asarray(ead, dtype=float), n)
    zeros = np.zeros(n, dtype=np.int64)
    return OpenLoans(
        as_of=date(2025, 12, 31),
        loan_id=words([f"l{place}" for place in range(n)]),
        merchant_id=words([f"m{place}" for place in range(n)] if merchant is None else merchant),
        industry=words(industry),
        region=words(region),
        supplier_id=words(None),
        grade=words(grade),
        funded_on=np.full(n, np.datetime64("2025-10-15")),
        principal_cents=amounts.astype(np.int64),
        balance_cents=amounts.astype(np.int64),
        months_on_book=zeros + 2,
        days_past_due=zeros,
        status=words("current"),
        pd_at_application=pds,
        pd=pds,
        lgd=np.broadcast_to(np.asarray(lgd, dtype=float), n),
        ead_cents=amounts,
    )

"""The open loans of one day with what each may lose: the record that all risk figures rest on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from pipelines.offers import Policy
from pipelines.portfolio.reader import Reader
from pipelines.store import sql_text

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Words = NDArray[np.object_]

IN_DEFAULT_DAYS = 90


@dataclass(frozen=True)
class OpenLoans:
    """One entry per loan with a balance at the month-end `as_of`, in order of loan id.

    Money in cents. `pd` is the probability that the loan, where it stands at `as_of`, defaults
    before it is repaid: 1 from 90 days past due, NaN where no model scored its application.
    `expected_loss_cents` is PD x LGD x EAD, 0 where the PD is unknown.
    """

    as_of: date
    loan_id: Words
    merchant_id: Words
    industry: Words
    region: Words
    supplier_id: Words
    grade: Words
    funded_on: NDArray[np.datetime64]
    principal_cents: Ints
    balance_cents: Ints
    months_on_book: Ints
    days_past_due: Ints
    status: Words
    pd_at_application: Floats
    pd: Floats
    lgd: Floats
    ead_cents: Floats

    @property
    def expected_loss_cents(self) -> Floats:
        """PD x LGD x EAD of each loan; 0 where there is no PD."""
        return np.nan_to_num(self.pd) * self.lgd * self.ead_cents

    @property
    def unscored_cents(self) -> int:
        """The balance of the loans without a PD, on which no loss is expected here."""
        return int(self.balance_cents[np.isnan(self.pd)].sum())

    def __len__(self) -> int:
        return len(self.loan_id)


def open_loans(reader: Reader, policy: Policy, *, as_of: date | None = None) -> OpenLoans | None:
    """The open loans at the month-end `as_of`, the panel's last by default; None without a panel.

    Raises nothing for a month-end without open loans: the record is then empty.
    """
    last = reader.rows(sql_text(__file__, "sql/last_month.sql"))[0][0]
    if last is None:
        return None
    day = as_of or last
    rows = reader.rows(sql_text(__file__, "sql/open_loans.sql"), {"month_end": day})
    columns = dict(zip(_COLUMNS, zip(*rows, strict=True), strict=True)) if rows else {}
    return _open_loans(day, columns, policy)


_COLUMNS = (
    "loan_id",
    "merchant_id",
    "industry",
    "region",
    "supplier_id",
    "grade",
    "funded_on",
    "principal_cents",
    "balance_cents",
    "months_on_book",
    "days_past_due",
    "status",
    "pd_at_application",
)


def _open_loans(day: date, columns: Mapping[str, tuple[object, ...]], policy: Policy) -> OpenLoans:
    def words(name: str) -> Words:
        return np.array(columns.get(name, ()), dtype=object)

    def ints(name: str) -> Ints:
        return np.array(columns.get(name, ()), dtype=np.int64)

    at_application = np.array(columns.get("pd_at_application", ()), dtype=float)
    balance, late = ints("balance_cents"), ints("days_past_due")
    return OpenLoans(
        as_of=day,
        loan_id=words("loan_id"),
        merchant_id=words("merchant_id"),
        industry=words("industry"),
        region=words("region"),
        supplier_id=words("supplier_id"),
        grade=words("grade"),
        funded_on=np.array(columns.get("funded_on", ()), dtype="datetime64[D]"),
        principal_cents=ints("principal_cents"),
        balance_cents=balance,
        months_on_book=ints("months_on_book"),
        days_past_due=late,
        status=words("status"),
        pd_at_application=at_application,
        pd=np.where(late >= IN_DEFAULT_DAYS, 1.0, at_application),
        lgd=np.full(len(balance), policy.economics.lgd),
        ead_cents=balance.astype(float),
    )

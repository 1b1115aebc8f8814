"""The open loans of one day with what each may lose: the record that all risk figures rest on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.offers import Policy
from pipelines.offers.terms import Economics
from pipelines.portfolio.loss.default_counts import Floats, Ints, status_of, step_of
from pipelines.portfolio.loss.term_structure import TermStructure, term_structure
from pipelines.portfolio.reader import Reader
from pipelines.store import sql_text

Words = NDArray[np.object_]

MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class OpenLoans:
    """One entry per loan with a balance at the month-end `as_of`, in order of loan id.

    Money in cents. `pd` is the probability that the loan, where it stands at `as_of`, defaults
    before it is repaid: 1 from 90 days past due, NaN where no model scored its application.
    `ead_cents` is the principal it is expected to owe when it defaults, not today's balance: a
    loan that pays on owes less by then. `lgd` is the policy's, on which decisions and prices rest;
    what the book's own charge-offs lost is `loss_given_default`, to be read beside it.
    `expected_loss_cents` is PD x LGD x EAD, 0 where the PD is unknown; `allowance_cents` is the
    same to the cent, so that every sum over loans agrees with every other.
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
    def allowance_cents(self) -> Ints:
        """The expected loss of each loan rounded to the cent."""
        return np.rint(self.expected_loss_cents).astype(np.int64)

    @property
    def unscored_cents(self) -> int:
        """The balance of the loans without a PD, on which no loss is expected here."""
        return int(self.balance_cents[np.isnan(self.pd)].sum())

    def __len__(self) -> int:
        return len(self.loan_id)


def open_loans(
    reader: Reader,
    policy: Policy,
    *,
    as_of: date | None = None,
    structure: TermStructure | None = None,
) -> OpenLoans | None:
    """The open loans at the month-end `as_of`, the panel's last by default; None without a panel.

    `structure` says how a loan's PD and exposure follow from where it stands; by default it is
    estimated from the panel at `as_of`. A month-end without open loans gives an empty record.
    """
    day = as_of or last_month_end(reader)
    if day is None:
        return None
    places = structure or term_structure(reader, policy.economics, day)
    return standing(reader, policy.economics, day).under(places)


@dataclass(frozen=True)
class Standing:
    """Where each open loan stands at a month-end, before any estimate of what it may lose.

    `status` is its place in `STATUSES`, `step` that in its term of `instalments` months.
    """

    as_of: date
    columns: Mapping[str, NDArray[Any]]
    status: Ints
    step: Ints
    instalments: Ints
    lgd: float

    @property
    def beyond_a_year(self) -> int:
        """Loans with an instalment due more than twelve months ahead."""
        left = self.instalments - self.columns["months_on_book"]
        return int((left > MONTHS_A_YEAR).sum())

    def under(self, structure: TermStructure) -> OpenLoans:
        """The open loans with the PD and exposure that a term structure gives them."""
        at_application = self.columns["pd_at_application"]
        balance = self.columns["balance_cents"]
        return OpenLoans(
            as_of=self.as_of,
            **self.columns,
            pd=structure.pd(at_application, self.status, self.step),
            lgd=np.full(len(balance), self.lgd),
            ead_cents=balance * structure.exposure_share(self.status, self.step),
        )


def last_month_end(reader: Reader) -> date | None:
    """The last month-end of the panel; None where the book has no loans."""
    found: date | None = reader.rows(sql_text(__file__, "sql/last_month.sql"))[0][0]
    return found


def standing(reader: Reader, economics: Economics, as_of: date) -> Standing:
    """Read where the open loans stand at a month-end; empty where none is open."""
    rows = reader.arrow(sql_text(__file__, "sql/open_loans.sql"), {"month_end": as_of})
    columns = {name: rows[name].to_numpy() for name in rows.column_names}
    columns["pd_at_application"] = columns["pd_at_application"].astype(float)
    steps, instalments = len(economics.default_timing), columns.pop("instalments")
    return Standing(
        as_of=as_of,
        columns=columns,
        status=status_of(columns["days_past_due"]),
        step=step_of(columns["months_on_book"], instalments, steps),
        instalments=instalments,
        lgd=economics.lgd,
    )

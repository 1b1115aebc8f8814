"""How each event is posted: from one state of a loan to the next, or refused."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from pipelines.errors import Refused
from pipelines.loans.events import (
    ChargeOff,
    CreditPaidOut,
    FeeBilled,
    LoanEvent,
    Payment,
    Payoff,
    Recovery,
    Refund,
)
from pipelines.loans.ledger import Account, Entry, Loan, Posting


def post(loan: Loan, event: LoanEvent) -> Loan:
    """The loan after the event; fees that fell due before or on its day are billed first.

    Money pays the oldest due fee first, then principal. Raises Refused for an event out of order,
    an amount below one cent, or one the loan's state does not allow.
    """
    loan.check_time(event.at)
    _check_amount(event)
    loan = bill_due(loan, event.at)
    return POSTED[type(event)](loan, event)


def bill_due(loan: Loan, at: datetime) -> Loan:
    """The loan with every fee billed that is due by the day of `at`, each on its due day."""
    loan.check_time(at)
    for due in loan.unbilled(at.date()):
        day = datetime.combine(due.due_on, time(), tzinfo=at.tzinfo)
        loan = _billed(loan, max(day, loan.entries[-1].at), due.fee_cents)
    return loan


def _bill_early(loan: Loan, event: FeeBilled) -> Loan:
    left = loan.schedule.instalments[loan.billed :]
    if loan.status != "open" or not left:
        raise Refused("there is no fee left to bill on this loan")
    begins = loan.schedule.instalments[loan.billed - 1].due_on if loan.billed else None
    if begins is not None and event.at.date() < begins:
        raise Refused(
            f"the fee of month {loan.billed + 1} cannot be billed before that month begins "
            f"on {begins}"
        )
    return _billed(loan, event.at, left[0].fee_cents)


def _billed(loan: Loan, at: datetime, fee_cents: int) -> Loan:
    return _entered(
        loan, at, "fee billed", {Account.FEES: fee_cents, Account.FEE_INCOME: -fee_cents}
    )


def _pay(loan: Loan, event: Payment) -> Loan:
    _check_not_charged_off(loan, "a payment")
    return _allocated(loan, event.at, "payment", Account.CASH, event.amount_cents)


def _pay_off(loan: Loan, event: Payoff) -> Loan:
    if loan.status != "open":
        raise Refused(f"there is nothing to pay off: the loan is {loan.status}")
    return _allocated(loan, event.at, "payoff", Account.CASH, loan.owed_cents)


def _refund(loan: Loan, event: Refund) -> Loan:
    _check_not_charged_off(loan, "a refund")
    left = -loan.balances[Account.SUPPLIER]
    if event.amount_cents > left:
        raise Refused(
            f"a refund of {event.amount_cents} cents is more than the {left} cents of the purchase "
            "that the supplier still holds"
        )
    within = event.at <= loan.funded_at + timedelta(hours=loan.refund_window_hours)
    if within and event.amount_cents == left:
        return _undone(loan, event)
    return _allocated(loan, event.at, "refund", Account.SUPPLIER, event.amount_cents)


def _undone(loan: Loan, event: Refund) -> Loan:
    """All goes back: billed fees are reversed, and whatever the buyer paid is owed back."""
    fees = -loan.balances[Account.FEE_INCOME]
    return _entered(
        loan,
        event.at,
        "purchase undone",
        {
            Account.SUPPLIER: event.amount_cents,
            Account.FEE_INCOME: fees,
            Account.PRINCIPAL: -loan.principal_cents,
            Account.FEES: -loan.fees_cents,
            Account.CREDIT: loan.owed_cents - event.amount_cents - fees,
        },
    )


def _pay_out(loan: Loan, event: CreditPaidOut) -> Loan:
    if event.amount_cents > loan.credit_cents:
        raise Refused(
            f"{event.amount_cents} cents cannot be paid out: {loan.credit_cents} cents are owed to "
            "the buyer"
        )
    moves = {Account.CREDIT: event.amount_cents, Account.CASH: -event.amount_cents}
    return _entered(loan, event.at, "credit paid out", moves)


def _charge_off(loan: Loan, event: ChargeOff) -> Loan:
    if loan.status != "open":
        raise Refused(f"there is nothing to charge off: the loan is {loan.status}")
    moves = {
        Account.CHARGE_OFF: loan.owed_cents,
        Account.PRINCIPAL: -loan.principal_cents,
        Account.FEES: -loan.fees_cents,
    }
    return _entered(loan, event.at, "charge-off", moves)


def _recover(loan: Loan, event: Recovery) -> Loan:
    """Recovered up to what was charged off; anything beyond is owed back."""
    if loan.status != "charged off":
        raise Refused(
            f"the loan is {loan.status}, not charged off: record what came in as a payment"
        )
    missing = loan.balances[Account.CHARGE_OFF] + loan.balances[Account.RECOVERY]
    kept = min(event.amount_cents, missing)
    moves = {
        Account.CASH: event.amount_cents,
        Account.RECOVERY: -kept,
        Account.CREDIT: kept - event.amount_cents,
    }
    return _entered(loan, event.at, "recovery", moves)


def _allocated(loan: Loan, at: datetime, kind: str, source: Account, cents: int) -> Loan:
    """Money from the buyer or the supplier: fees, then principal, then credit to the buyer."""
    fees = min(cents, loan.fees_cents)
    principal = min(cents - fees, loan.principal_cents)
    moves = {
        source: cents,
        Account.FEES: -fees,
        Account.PRINCIPAL: -principal,
        Account.CREDIT: fees + principal - cents,
    }
    return _entered(loan, at, kind, moves)


def _entered(loan: Loan, at: datetime, kind: str, moves: dict[Account, int]) -> Loan:
    postings = tuple(Posting(account, cents) for account, cents in moves.items() if cents)
    return replace(loan, entries=(*loan.entries, Entry(at, kind, postings)))


def _check_amount(event: LoanEvent) -> None:
    amount = getattr(event, "amount_cents", 1)
    if not isinstance(amount, int) or amount <= 0:
        raise Refused(f"an amount must be a whole number of cents above 0, not {amount!r}")


def _check_not_charged_off(loan: Loan, what: str) -> None:
    if loan.status == "charged off":
        raise Refused(f"{what} on a charged-off loan is a recovery: record it as one")


POSTED: Mapping[type, Callable[[Loan, Any], Loan]] = {
    FeeBilled: _bill_early,
    Payment: _pay,
    Payoff: _pay_off,
    Refund: _refund,
    CreditPaidOut: _pay_out,
    ChargeOff: _charge_off,
    Recovery: _recover,
}

"""What the tab Loss says: the allowance and its movement, timing, recoveries and the back-test."""

from collections.abc import Sequence

from dashboard import formats
from dashboard.values import named
from pipelines.portfolio.loss import (
    AllowanceMovement,
    BackTest,
    LossBook,
    MovementLine,
    SegmentLoss,
    TermStructure,
    Workout,
)

LINES = {
    "originated": "New loans",
    "repaid": "Repaid in full",
    "transferred": "Changed stage",
    "paid_down": "A month on",
    "worsened": "Fell later",
    "improved": "Caught up",
    "parameters": "New estimates",
    "shortfall": "Top-up less recoveries",
    "charged_off": "Charged off",
    "recovered": "Recovered",
}
"""What each line of the movement is called on the page."""
PHRASES = {
    "originated": "new loans",
    "repaid": "loans repaid in full",
    "paid_down": "a month off the rest of the term",
    "worsened": "loans that fell later",
    "improved": "loans that caught up",
    "parameters": "new estimates",
    "shortfall": "the top-up at charge-off less recoveries",
    "charged_off": "charge-offs",
    "recovered": "recoveries",
}
NAMED_LINES = 3


def moved(found: LossBook, currency: str) -> str:
    """The allowance now against a month before, and as a share of what is owed."""
    movement, share = found.movement, None
    if found.allowance.balance_cents:
        share = movement.closing_cents / found.allowance.balance_cents
    if not movement.closing_cents:
        return f"Nothing is set aside: {_nothing(found, currency)}."
    now = (
        f"{formats.money(movement.closing_cents, currency)} ({formats.rate(share)} of the balance)"
    )
    month, left_out = formats.month(movement.closed_on), _left_out(found, currency)
    if not movement.opening_cents:
        return f"The allowance is {now} at the end of {month}, the first of this book.{left_out}"
    verb = "rose" if movement.closing_cents > movement.opening_cents else "fell"
    was = (
        f"{formats.money(movement.opening_cents, currency)} in {formats.month(movement.opened_on)}"
    )
    return f"The allowance {verb} from {was} to {now} in {month}.{left_out}"


def _left_out(found: LossBook, currency: str) -> str:
    unscored = found.allowance.unscored_cents
    if not unscored:
        return ""
    return (
        f" {formats.money(unscored, currency)} of the "
        f"{formats.money(found.allowance.balance_cents, currency)} owed has no PD and nothing set "
        "aside for it."
    )


def _nothing(found: LossBook, currency: str) -> str:
    if not len(found.loans):
        return "no loan is open"
    unscored = formats.money(found.allowance.unscored_cents, currency)
    return f"no loan is 90 days late, and {unscored} is owed on loans without a PD"


def why_moved(movement: AllowanceMovement, currency: str) -> str:
    """The largest lines each way, and what the month charges to income."""
    lines = [line for line in movement.lines if line.name in PHRASES and line.cents]
    if not movement.opening_cents or not lines:
        return ""
    up = sorted((line for line in lines if line.cents > 0), key=lambda line: -line.cents)
    down = sorted((line for line in lines if line.cents < 0), key=lambda line: line.cents)
    parts = [
        f"{verb} {_listed(part, currency)}"
        for verb, part in (("added:", up[:NAMED_LINES]), ("taken off:", down[:NAMED_LINES]))
        if part
    ]
    text = "; ".join(parts)
    provision = formats.money(movement.provision_cents, currency)
    return f"{text[:1].upper()}{text[1:]}. The month charges {provision} to income."


def _listed(lines: Sequence[MovementLine], currency: str) -> str:
    return ", ".join(
        f"{PHRASES[line.name]} {formats.money(abs(line.cents), currency)}" for line in lines
    )


def same_under_both(found: LossBook) -> str:
    """Why the two standards set aside the same, or where they would not."""
    text = (
        "No loan has an instalment due more than twelve months ahead, so the 12-month loss of "
        "stage 1 is the lifetime loss: IFRS 9 and CECL set aside the same, and stages only say "
        "where."
    )
    if found.beyond_a_year:
        text = (
            f"{formats.plural(found.beyond_a_year, 'loan')} run more than twelve months ahead: "
            "stage 1 shows their lifetime loss, which is more than IFRS 9 asks for."
        )
    return text


def timed(found: TermStructure) -> str:
    """How many judged loans defaulted, when most defaults begin, and whose timing is used."""
    if not found.defaulted_loans:
        judged = formats.plural(found.judged_loans, "loan")
        return (
            f"{judged} old enough to be judged and no default among them: when defaults begin is "
            "the policy's assumption."
        )
    top = max(found.months, key=lambda month: month.share)
    return (
        f"{formats.count(found.defaulted_loans)} of {formats.count(found.judged_loans)} judged "
        f"loans defaulted ({formats.rate(found.defaulted_loans / found.judged_loans)}); most "
        f"defaults begin with instalment {top.month} ({formats.rate(top.share, 0)} of them). The "
        f"timing used is {formats.rate(found.book_weight, 0)} the book's own."
    )


def from_statuses(found: TermStructure) -> str:
    """How the chance of default grows with days late."""
    seen = [status for status in found.statuses if status.rate and status.loans]
    parts = [
        f"{formats.rate(status.rate.estimate)} from {_status(status.status)} "
        f"(n = {formats.count(status.loans)})"
        for status in seen
        if status.rate
    ]
    return f"Went on to default: {', '.join(parts)}." if parts else "No loan has been judged yet."


def _status(status: str) -> str:
    return "current" if status == "current" else f"{status} days late"


def recovered(found: Workout, expected_loss_cents: int, currency: str) -> str:
    """What charge-offs recover, the LGD that follows, and what it would make of expected loss."""
    policy = f"the policy's {formats.rate(found.policy.value, 0)}"
    lgd = found.observed
    if lgd is None or lgd.low is None or lgd.high is None:
        return (
            f"{formats.plural(found.charge_offs, 'charge-off')}, too few or too young for an LGD "
            f"of the book's own: expected loss uses {policy}."
        )
    bounds = f"{formats.rate(lgd.low)} to {formats.rate(lgd.high)}"
    agrees = lgd.low <= found.policy.value <= lgd.high
    verdict = f"{policy} lies inside" if agrees else f"{policy} lies outside"
    other = expected_loss_cents * lgd.value / found.in_use.value if found.in_use.value else 0.0
    return (
        f"Observed LGD {formats.rate(lgd.value)}, 95 % interval {bounds} "
        f"(n = {formats.count(lgd.n)} charge-offs): {verdict} and is what expected loss uses. With "
        f"the observed one it would be {formats.money(other, currency)}."
    )


def tested(found: BackTest | None, currency: str) -> str:
    """The allowance of a year ago against what its loans have lost since."""
    if found is None:
        return "No loan with a PD was open a year ago: there is no earlier allowance to test."
    verdict = "inside" if found.is_inside else "outside"
    still = (
        f" {formats.money(found.open_cents, currency)} of it is still running."
        if found.open_cents
        else ""
    )
    return (
        f"{formats.money(found.allowance_cents, currency)} was set aside in "
        f"{formats.month(found.as_of)} and {formats.money(found.lost_cents, currency)} has been "
        f"lost since. Of {formats.plural(found.loans, 'loan')} "
        f"{formats.count(found.defaults)} defaulted where {formats.count(found.expected_defaults)} "
        f"were expected, {verdict} the 95 % range of {formats.count(found.low)} to "
        f"{formats.count(found.high)}.{still}"
    )


def lost_most(rows: Sequence[SegmentLoss], names: dict[str, str]) -> str:
    """The segment that loses most for what it owes."""
    loss = sum(row.expected_loss_cents for row in rows)
    owed = sum(row.balance_cents for row in rows)
    if not loss or len(rows) < 2:
        return ""
    top = max(rows, key=lambda row: row.expected_loss_cents / loss - row.balance_cents / owed)
    return (
        f"{names.get(top.segment, named(top.segment))} owes "
        f"{formats.rate(top.balance_cents / owed)} of the balance and stands for "
        f"{formats.rate(top.expected_loss_cents / loss)} of the expected loss "
        f"(n = {formats.plural(top.loans, 'loan')})."
    )

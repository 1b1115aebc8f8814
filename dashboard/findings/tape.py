"""What a book that was read from a loan tape rests on: what is known, and what is assumed."""

from dashboard import formats
from pipelines.portfolio import TapeAgreement


def read_from_tape(found: TapeAgreement, currency: str) -> str:
    """What the tape gives for certain, what of it was placed in time, and whether all agrees."""
    if found.is_whole:
        agree = (
            f"balance, totals paid and status of all {formats.plural(found.loans, 'loan')} are the "
            "tape's, to the cent"
        )
    else:
        agree = (
            f"of {formats.plural(found.loans, 'loan')}, {formats.count(found.balances)} have the "
            f"tape's balance, {formats.count(found.totals)} its totals and "
            f"{formats.count(found.standings)} its status "
            f"({formats.money(found.panel_cents, currency)} here, "
            f"{formats.money(found.tape_cents, currency)} there)"
        )
    return (
        f"Read from a loan tape: {agree}. The tape has no dates of payments: they are placed on "
        "the contract's due dates, as late as its totals allow, so the months before the last, "
        "and the rates read off them, are a reconstruction."
    )

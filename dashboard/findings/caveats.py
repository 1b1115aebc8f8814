"""What a reader must know of the book before its rates, in sentences."""

from collections.abc import Iterator

from dashboard import formats
from pipelines.portfolio import BookCaveats, PortfolioSummary


def caveats(found: BookCaveats, summary: PortfolioSummary, currency: str) -> list[str]:
    """One sentence for each thing that is odd about the book; none where nothing is."""
    return [*_performance(found), *_unscored(summary, currency), *_rows(found, currency)]


def _performance(found: BookCaveats) -> Iterator[str]:
    """That it is too early to tell, that no payment is there, or that all or none defaulted."""
    loans = formats.plural(found.due_loans, "loan")
    if found.loans and not found.due_loans:
        yield "No instalment has fallen due yet, so no loan can be late and no rate says anything."
    elif found.is_unpaid:
        yield (
            f"The book holds no payment on any of {loans} with an instalment due: either nobody "
            "paid, or the file of payments was not imported. Until that is clear, all figures of "
            "lateness and loss stand on it."
        )
    elif found.due_loans and not found.defaulted_loans:
        yield (
            f"No loan has defaulted yet: 0 of {loans} with an instalment due, which fits a rate of "
            f"up to {formats.rate(found.default_interval.high)}. Loss rates of zero are no promise."
        )
    elif found.due_loans and found.defaulted_loans == found.due_loans:
        yield f"Every one of {loans} with an instalment due has defaulted: there is no good loan."


def _unscored(summary: PortfolioSummary, currency: str) -> Iterator[str]:
    """What of the balance has no PD, so that no loss is expected on it here."""
    if summary.basis != "loans" or not summary.unscored_cents:
        return
    missing = formats.money(summary.unscored_cents, currency)
    share = formats.rate(summary.unscored_cents / summary.outstanding_cents)
    yield (
        f"No model has scored {missing} of the balance ({share}): the expected loss of it is not "
        "known and not in any figure; loans 90 or more days late count at a PD of 100 %."
    )


def _rows(found: BookCaveats, currency: str) -> Iterator[str]:
    """Overpaid loans, and rows that are in quarantine."""
    if found.overpaid_loans:
        loans = formats.plural(found.overpaid_loans, "loan")
        yield (
            f"{loans} took in {formats.money(found.credit_cents, currency)} more than was owed: "
            "that is owed back, and no balance is below zero for it."
        )
    if found.loans and not found.has_sales:
        yield (
            "The merchants' sales are not in this book: what rests on them (scores, most signs of "
            "the watch list, stress) cannot be given."
        )
    if found.quarantined_rows:
        rows = formats.plural(found.quarantined_rows, "row")
        yield (
            f"{rows} of loans and their events could not be loaded and count nowhere here: see "
            "Quarantine on the Data page."
        )

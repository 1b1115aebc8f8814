"""What an import may fill: the columns of each table, its key and the table its rows belong to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """A table of the store as an import sees it.

    `required` and `optional` are the names a mapping may give to a file's columns, money without
    the `_cents` of the store; `loaded` are the store's columns those become.
    """

    table: str
    required: tuple[str, ...]
    optional: tuple[str, ...]
    loaded: tuple[str, ...]
    key: tuple[str, ...]
    parent: tuple[str, str] | None = None
    order: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column a mapping may name."""
        return self.required + self.optional


TIMES = {
    *("occurred_at", "known_at", "applied_at", "funded_at"),
    *("observed_through", "founded_on", "joined_on"),
    *("due_on", "issued_on", "last_paid_on", "charged_off_on"),
}
AMOUNTS = {
    *("amount", "balance_after", "order_amount", "principal", "fee"),
    *("instalment", "balance", "paid_principal", "paid_interest", "paid_fees"),
    *("charged_off", "recovered"),
}
"""The columns a mapping may name that are read as times and as money."""

EVENT_KEY = ("merchant_id", "event_id")
EVENT_ORDER = ("merchant_id", "occurred_at", "event_id")

TARGETS = {
    target.table: target
    for target in (
        Target(
            "merchants",
            required=("merchant_id",),
            optional=("name", "industry", "country", "region", "founded_on", "joined_on"),
            loaded=(
                *("merchant_id", "name", "industry", "country", "region"),
                *("founded_on", "joined_on"),
            ),
            key=("merchant_id",),
        ),
        Target(
            "sales",
            required=("merchant_id", "occurred_at", "amount"),
            optional=("event_id", "known_at", "kind", "buyer_id", "channel"),
            loaded=(
                *("merchant_id", "event_id", "occurred_at", "known_at", "kind"),
                *("amount_cents", "buyer_id", "channel"),
            ),
            key=EVENT_KEY,
            order=EVENT_ORDER,
        ),
        Target(
            "purchases",
            required=("merchant_id", "occurred_at", "amount"),
            optional=("event_id", "known_at", "kind", "supplier_id"),
            loaded=(
                *("merchant_id", "event_id", "occurred_at", "known_at", "kind"),
                *("amount_cents", "supplier_id"),
            ),
            key=EVENT_KEY,
            order=EVENT_ORDER,
        ),
        Target(
            "bank",
            required=("merchant_id", "occurred_at", "amount"),
            optional=("event_id", "known_at", "balance_after", "category"),
            loaded=(
                *("merchant_id", "event_id", "occurred_at", "known_at"),
                *("amount_cents", "balance_after_cents", "category"),
            ),
            key=EVENT_KEY,
            order=EVENT_ORDER,
        ),
        Target(
            "applications",
            required=("application_id", "applied_at"),
            optional=(
                *("merchant_id", "order_amount", "supplier_id"),
                *("is_default", "observed_through"),
            ),
            loaded=(
                *("application_id", "merchant_id", "applied_at"),
                *("order_amount_cents", "supplier_id"),
            ),
            key=("application_id",),
        ),
        Target(
            "loans",
            required=(
                *("loan_id", "application_id", "merchant_id"),
                *("funded_at", "principal", "monthly_rates"),
            ),
            optional=(),
            loaded=(
                *("loan_id", "application_id", "merchant_id"),
                *("funded_at", "principal_cents", "monthly_rates"),
            ),
            key=("loan_id",),
            parent=("application_id", "applications"),
        ),
        Target(
            "given_instalments",
            required=("loan_id", "number", "due_on", "principal", "fee"),
            optional=(),
            loaded=("loan_id", "number", "due_on", "principal_cents", "fee_cents"),
            key=("loan_id", "number"),
            parent=("loan_id", "loans"),
            order=("loan_id", "number"),
        ),
        Target(
            "loan_events",
            required=("loan_id", "occurred_at", "kind", "amount"),
            optional=("event_id", "known_at"),
            loaded=("loan_id", "event_id", "occurred_at", "known_at", "kind", "amount_cents"),
            key=("loan_id", "event_id"),
            parent=("loan_id", "loans"),
            order=("loan_id", "occurred_at", "event_id"),
        ),
    )
}
"""The tables an import may fill, in the order in which their rows depend on each other."""

LOAN_TAPE = Target(
    "loan_tape",
    required=(
        *("loan_id", "issued_on", "amount", "term_months", "annual_rate"),
        *("status", "balance", "paid_interest"),
    ),
    optional=(
        *("borrower_id", "industry", "country", "region", "supplier_id", "instalment"),
        *("paid_principal", "paid_fees", "charged_off", "recovered"),
        *("last_paid_on", "charged_off_on"),
    ),
    loaded=(
        *("loan_id", "borrower_id", "industry", "country", "region", "supplier_id"),
        *("issued_on", "principal_cents", "term_months", "annual_rate", "instalment_cents"),
        *("status", "standing", "late_from", "late_to", "balance_cents", "paid_principal_cents"),
        *("paid_interest_cents", "paid_fee_cents", "charged_off_cents", "recovered_cents"),
        *("last_paid_on", "charged_off_on"),
    ),
    key=("loan_id",),
)
"""A loan tape, from whose rows those of other tables follow: it has a source of its own."""

-- One row per loan and month-end from funding until it is paid, charged off or the book ends; after
-- that, one more for each month in which cash came in. Balances are principal only. On every row opening
-- + originated - principal_paid - charged_off = balance, and the cash of the month is principal_paid +
-- fee_paid + recovered + credit. fee_cents is billed; charged_off is the principal given up, whatever the
-- event states, and fee_written_off the fees; credit is owed back. paid_cents is the cash that came in
-- before a charge-off.
create or replace table loan_months (
    loan_id               varchar not null,
    month_end             date    not null,
    months_on_book        integer not null,
    balance_cents         bigint  not null check (balance_cents >= 0),
    days_past_due         integer not null,
    status                varchar not null
        check (status in ('current', '1-29', '30-59', '60-89', '90+', 'charged off', 'paid')),
    paid_cents            bigint  not null,
    fee_cents             bigint  not null,
    charged_off_cents     bigint  not null,
    recovered_cents       bigint  not null,
    opening_cents         bigint  not null,
    originated_cents      bigint  not null,
    principal_paid_cents  bigint  not null,
    fee_paid_cents        bigint  not null,
    fee_written_off_cents bigint  not null,
    credit_cents          bigint  not null
);

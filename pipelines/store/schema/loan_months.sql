-- One row per loan and month-end from funding until it is paid, charged off or the book ends; after a
-- charge-off, one more for each month that recovered something. Balance is principal only.
create or replace table loan_months (
    loan_id           varchar not null,
    month_end         date    not null,
    months_on_book    integer not null,
    balance_cents     bigint  not null,
    days_past_due     integer not null,
    status            varchar not null
        check (status in ('current', '1-29', '30-59', '60-89', '90+', 'charged off', 'paid')),
    paid_cents        bigint  not null,
    fee_cents         bigint  not null,
    charged_off_cents bigint  not null,
    recovered_cents   bigint  not null
);

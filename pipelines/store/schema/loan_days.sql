-- One row per loan and day (days since 1970-01-01) on which it was funded, an instalment fell due or
-- one of its events became known: where it stood at the end of that day. Standing is 0 open, 1 paid,
-- 2 charged off; overdue_since the due day of the oldest instalment not paid in full, 0 for none.
create or replace table loan_days (
    loan_id              varchar not null,
    merchant_id          varchar not null,
    day                  integer not null,
    principal_cents      bigint  not null,
    open_principal_cents bigint  not null,
    standing             integer not null check (standing in (0, 1, 2)),
    overdue_since        integer not null,
    days_past_due_before integer not null
);

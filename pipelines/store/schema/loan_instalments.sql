-- One row per loan and instalment due.
create or replace table loan_instalments (
    loan_id         varchar not null,
    number          integer not null,
    due_on          date    not null,
    principal_cents bigint  not null,
    fee_cents       bigint  not null
);

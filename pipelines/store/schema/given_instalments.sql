-- One row per loan and instalment, where an import brought the loan's own schedule rather than leave
-- it to the product's: equal principals and a fee on the original principal.
create table given_instalments (
    loan_id         varchar not null,
    number          integer not null check (number > 0),
    due_on          date    not null,
    principal_cents bigint  not null check (principal_cents >= 0),
    fee_cents       bigint  not null check (fee_cents >= 0),
    import_id       integer not null
);

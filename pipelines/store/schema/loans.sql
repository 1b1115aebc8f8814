-- One row per funded purchase; the monthly fee is monthly_rates[k] of the original principal.
create table loans (
    loan_id         varchar   not null,
    application_id  varchar   not null,
    merchant_id     varchar   not null,
    funded_at       timestamp not null,
    principal_cents bigint    not null check (principal_cents > 0),
    monthly_rates   double[]  not null check (len(monthly_rates) > 0),
    import_id       integer   not null
);

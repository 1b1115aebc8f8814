-- One row per payment, refund, charge-off or recovery on a loan.
create table loan_events (
    loan_id      varchar   not null,
    event_id     varchar   not null,
    occurred_at  timestamp not null,
    known_at     timestamp not null,
    kind         varchar   not null check (kind in ('payment', 'refund', 'charge_off', 'recovery')),
    amount_cents bigint    not null check (amount_cents > 0),
    import_id    integer   not null,
    check (known_at >= occurred_at)
);

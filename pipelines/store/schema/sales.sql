-- One row per sales event; a refund, chargeback or void is an event of its own, known when it became known.
create table sales (
    merchant_id  varchar   not null,
    event_id     varchar   not null,
    occurred_at  timestamp not null,
    known_at     timestamp not null,
    kind         varchar   not null check (kind in ('sale', 'refund', 'chargeback', 'void')),
    amount_cents bigint    not null check (amount_cents > 0),
    buyer_id     varchar,
    channel      varchar,
    import_id    integer   not null,
    check (known_at >= occurred_at)
);

-- One row per purchase event: what the merchant bought, sent back or had voided.
create table purchases (
    merchant_id  varchar   not null,
    event_id     varchar   not null,
    occurred_at  timestamp not null,
    known_at     timestamp not null,
    kind         varchar   not null check (kind in ('purchase', 'refund', 'void')),
    amount_cents bigint    not null check (amount_cents > 0),
    supplier_id  varchar,
    import_id    integer   not null,
    check (known_at >= occurred_at)
);

-- One row per bank movement; money in is positive, money out negative.
create table bank (
    merchant_id         varchar   not null,
    event_id            varchar   not null,
    occurred_at         timestamp not null,
    known_at            timestamp not null,
    amount_cents        bigint    not null,
    balance_after_cents bigint,
    category            varchar,
    import_id           integer   not null,
    check (known_at >= occurred_at)
);

-- One row per day (days since 1970-01-01) on which sales events of any merchant became known.
create or replace table market_days (
    day          integer not null,
    sale_cents   bigint  not null,
    sale_count   bigint  not null,
    refund_cents bigint  not null
);

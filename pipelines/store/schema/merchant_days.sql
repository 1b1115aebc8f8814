-- One row per merchant and day (days since 1970-01-01) on which events became known.
create or replace table merchant_days (
    merchant_id           varchar not null,
    day                   integer not null,
    sale_cents            bigint  not null,
    sale_count            bigint  not null,
    largest_sale_cents    bigint  not null,
    refund_cents          bigint  not null,
    refund_count          bigint  not null,
    chargeback_cents      bigint  not null,
    chargeback_count      bigint  not null,
    void_cents            bigint  not null,
    void_count            bigint  not null,
    purchase_cents        bigint  not null,
    purchase_count        bigint  not null,
    purchase_refund_cents bigint  not null,
    purchase_reversal_count bigint not null
);

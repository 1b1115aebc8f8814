-- One row per request at checkout. Without an order amount it asks what limit it would get.
create table applications (
    application_id     varchar   not null,
    merchant_id        varchar   not null,
    applied_at         timestamp not null,
    order_amount_cents bigint    check (order_amount_cents > 0),
    supplier_id        varchar,
    import_id          integer   not null
);

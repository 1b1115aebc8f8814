-- One row per merchant and day (days since 1970-01-01) on which events became known. Units are whole
-- currency units, rounded down; a night sale was made before 6 o'clock UTC, a round one is a whole
-- multiple of 100 units. The lowest balance is that after any movement of the day.
create or replace table merchant_days (
    merchant_id             varchar not null,
    day                     integer not null,
    sale_cents              bigint  not null,
    sale_count              bigint  not null,
    sale_units              bigint  not null,
    sale_squares            decimal(38, 0) not null,
    largest_sale_cents      bigint  not null,
    round_sale_count        bigint  not null,
    night_sale_count        bigint  not null,
    refund_cents            bigint  not null,
    refund_count            bigint  not null,
    chargeback_cents        bigint  not null,
    chargeback_count        bigint  not null,
    void_cents              bigint  not null,
    void_count              bigint  not null,
    purchase_cents          bigint  not null,
    purchase_count          bigint  not null,
    purchase_refund_cents   bigint  not null,
    purchase_reversal_count bigint  not null,
    bank_count              bigint  not null,
    bank_in_cents           bigint  not null,
    bank_out_cents          bigint  not null,
    lowest_balance_cents    bigint,
    returned_count          bigint  not null,
    lender_in_count         bigint  not null,
    lender_out_cents        bigint  not null
);

-- One row per merchant and day with events: an event belongs to the day on which it became known.
with sale_days as (
    select
        merchant_id,
        date_diff('day', date '1970-01-01', cast(known_at as date)) as day,
        cast(sum(case when kind = 'sale' then amount_cents else 0 end) as bigint) as sale_cents,
        cast(sum(case when kind = 'sale' then 1 else 0 end) as bigint) as sale_count,
        cast(sum(case when kind = 'sale' then cast(floor(amount_cents / 100) as bigint) else 0 end) as bigint) as sale_units,
        sum(case when kind = 'sale' then cast(floor(amount_cents / 100) as decimal(19, 0)) * cast(floor(amount_cents / 100) as decimal(19, 0)) else cast(0 as decimal(38, 0)) end) as sale_squares,
        max(case when kind = 'sale' then amount_cents else 0 end) as largest_sale_cents,
        cast(sum(case when kind = 'sale' and amount_cents % 10000 = 0 then 1 else 0 end) as bigint) as round_sale_count,
        cast(sum(case when kind = 'sale' and extract(hour from occurred_at) < 6 and occurred_at > cast(cast(occurred_at as date) as timestamp) then 1 else 0 end) as bigint) as night_sale_count,
        cast(sum(case when kind = 'refund' then amount_cents else 0 end) as bigint) as refund_cents,
        cast(sum(case when kind = 'refund' then 1 else 0 end) as bigint) as refund_count,
        cast(sum(case when kind = 'chargeback' then amount_cents else 0 end) as bigint) as chargeback_cents,
        cast(sum(case when kind = 'chargeback' then 1 else 0 end) as bigint) as chargeback_count,
        cast(sum(case when kind = 'void' then amount_cents else 0 end) as bigint) as void_cents,
        cast(sum(case when kind = 'void' then 1 else 0 end) as bigint) as void_count
    from sales_events
    group by merchant_id, date_diff('day', date '1970-01-01', cast(known_at as date))
),
purchase_days as (
    select
        merchant_id,
        date_diff('day', date '1970-01-01', cast(known_at as date)) as day,
        cast(sum(case when kind = 'purchase' then amount_cents else 0 end) as bigint) as purchase_cents,
        cast(sum(case when kind = 'purchase' then 1 else 0 end) as bigint) as purchase_count,
        cast(sum(case when kind = 'refund' then amount_cents else 0 end) as bigint) as purchase_refund_cents,
        cast(sum(case when kind <> 'purchase' then 1 else 0 end) as bigint) as purchase_reversal_count
    from purchases_events
    group by merchant_id, date_diff('day', date '1970-01-01', cast(known_at as date))
),
bank_days as (
    select
        merchant_id,
        date_diff('day', date '1970-01-01', cast(known_at as date)) as day,
        cast(count(*) as bigint) as bank_count,
        cast(sum(case when amount_cents > 0 then amount_cents else 0 end) as bigint) as bank_in_cents,
        cast(sum(case when amount_cents < 0 then -amount_cents else 0 end) as bigint) as bank_out_cents,
        min(balance_after_cents) as lowest_balance_cents,
        cast(sum(case when lower(category) = 'returned payment' then 1 else 0 end) as bigint) as returned_count,
        cast(sum(case when lower(category) = 'other lender' and amount_cents > 0 then 1 else 0 end) as bigint) as lender_in_count,
        cast(sum(case when lower(category) = 'other lender' and amount_cents < 0 then -amount_cents else 0 end) as bigint) as lender_out_cents
    from bank_events
    group by merchant_id, date_diff('day', date '1970-01-01', cast(known_at as date))
)
select
    coalesce(s.merchant_id, p.merchant_id, b.merchant_id) as merchant_id,
    cast(coalesce(s.day, p.day, b.day) as integer) as day,
    coalesce(s.sale_cents, 0) as sale_cents,
    coalesce(s.sale_count, 0) as sale_count,
    coalesce(s.sale_units, 0) as sale_units,
    coalesce(s.sale_squares, cast(0 as decimal(38, 0))) as sale_squares,
    coalesce(s.largest_sale_cents, 0) as largest_sale_cents,
    coalesce(s.round_sale_count, 0) as round_sale_count,
    coalesce(s.night_sale_count, 0) as night_sale_count,
    coalesce(s.refund_cents, 0) as refund_cents,
    coalesce(s.refund_count, 0) as refund_count,
    coalesce(s.chargeback_cents, 0) as chargeback_cents,
    coalesce(s.chargeback_count, 0) as chargeback_count,
    coalesce(s.void_cents, 0) as void_cents,
    coalesce(s.void_count, 0) as void_count,
    coalesce(p.purchase_cents, 0) as purchase_cents,
    coalesce(p.purchase_count, 0) as purchase_count,
    coalesce(p.purchase_refund_cents, 0) as purchase_refund_cents,
    coalesce(p.purchase_reversal_count, 0) as purchase_reversal_count,
    coalesce(b.bank_count, 0) as bank_count,
    coalesce(b.bank_in_cents, 0) as bank_in_cents,
    coalesce(b.bank_out_cents, 0) as bank_out_cents,
    b.lowest_balance_cents as lowest_balance_cents,
    coalesce(b.returned_count, 0) as returned_count,
    coalesce(b.lender_in_count, 0) as lender_in_count,
    coalesce(b.lender_out_cents, 0) as lender_out_cents
from sale_days as s
full join purchase_days as p on p.merchant_id = s.merchant_id and p.day = s.day
full join bank_days as b
    on b.merchant_id = coalesce(s.merchant_id, p.merchant_id)
    and b.day = coalesce(s.day, p.day)
order by 1, 2

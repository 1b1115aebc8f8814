-- Fills merchant_days: an event belongs to the day on which it became known.
insert into merchant_days
with sale_days as (
    select
        merchant_id,
        date_diff('day', date '1970-01-01', cast(known_at as date)) as day,
        sum(case when kind = 'sale' then amount_cents else 0 end) as sale_cents,
        sum(case when kind = 'sale' then 1 else 0 end) as sale_count,
        max(case when kind = 'sale' then amount_cents else 0 end) as largest_sale_cents,
        sum(case when kind = 'refund' then amount_cents else 0 end) as refund_cents,
        sum(case when kind = 'refund' then 1 else 0 end) as refund_count,
        sum(case when kind = 'chargeback' then amount_cents else 0 end) as chargeback_cents,
        sum(case when kind = 'chargeback' then 1 else 0 end) as chargeback_count,
        sum(case when kind = 'void' then amount_cents else 0 end) as void_cents,
        sum(case when kind = 'void' then 1 else 0 end) as void_count
    from sales
    group by merchant_id, date_diff('day', date '1970-01-01', cast(known_at as date))
),
purchase_days as (
    select
        merchant_id,
        date_diff('day', date '1970-01-01', cast(known_at as date)) as day,
        sum(case when kind = 'purchase' then amount_cents else 0 end) as purchase_cents,
        sum(case when kind = 'purchase' then 1 else 0 end) as purchase_count,
        sum(case when kind = 'refund' then amount_cents else 0 end) as purchase_refund_cents,
        sum(case when kind <> 'purchase' then 1 else 0 end) as purchase_reversal_count
    from purchases
    group by merchant_id, date_diff('day', date '1970-01-01', cast(known_at as date))
)
select
    coalesce(s.merchant_id, p.merchant_id),
    coalesce(s.day, p.day),
    coalesce(s.sale_cents, 0),
    coalesce(s.sale_count, 0),
    coalesce(s.largest_sale_cents, 0),
    coalesce(s.refund_cents, 0),
    coalesce(s.refund_count, 0),
    coalesce(s.chargeback_cents, 0),
    coalesce(s.chargeback_count, 0),
    coalesce(s.void_cents, 0),
    coalesce(s.void_count, 0),
    coalesce(p.purchase_cents, 0),
    coalesce(p.purchase_count, 0),
    coalesce(p.purchase_refund_cents, 0),
    coalesce(p.purchase_reversal_count, 0)
from sale_days as s
full join purchase_days as p on p.merchant_id = s.merchant_id and p.day = s.day
order by 1, 2

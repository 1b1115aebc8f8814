-- One row per day with sales events, over all merchants.
select
    d.day as day,
    cast(sum(d.sale_cents) as bigint) as sale_cents,
    cast(sum(d.sale_count) as bigint) as sale_count,
    cast(sum(d.refund_cents) as bigint) as refund_cents
from merchant_days as d
where d.sale_count + d.refund_count + d.chargeback_count + d.void_count > 0
group by d.day
order by d.day

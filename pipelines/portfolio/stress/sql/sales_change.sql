-- One row per merchant: its sales and refunds since the day $onset, as they were and under the shock.
with windows as (
    select merchant_id, sale_cents, refund_cents, 0 as shocked_sale_cents, 0 as shocked_refund_cents
    from calm.merchant_days
    where day >= $onset
    union all
    select merchant_id, 0, 0, sale_cents, refund_cents
    from shocked.merchant_days
    where day >= $onset
)

select
    merchant_id,
    cast(sum(sale_cents) as bigint) as sale_cents,
    cast(sum(shocked_sale_cents) as bigint) as shocked_sale_cents,
    cast(sum(refund_cents) as bigint) as refund_cents,
    cast(sum(shocked_refund_cents) as bigint) as shocked_refund_cents
from windows
group by merchant_id
order by merchant_id

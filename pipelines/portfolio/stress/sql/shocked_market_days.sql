-- One row per day of the market under the shock: since the onset it moves as the merchants of the open
-- loans do together.
create or replace table shocked.market_days as
with before as (
    select
        day,
        sum(sale_cents) as sale_cents,
        sum(sale_count) as sale_count,
        sum(refund_cents) as refund_cents
    from calm.merchant_days
    where day >= $onset
    group by day
),

after as (
    select
        day,
        sum(sale_cents) as sale_cents,
        sum(sale_count) as sale_count,
        sum(refund_cents) as refund_cents
    from shocked.merchant_days
    where day >= $onset
    group by day
)

select
    market.day as day,
    cast(case
        when market.day < $onset or coalesce(before.sale_cents, 0) = 0 then market.sale_cents
        else round(market.sale_cents * coalesce(after.sale_cents, 0) / before.sale_cents)
    end as bigint) as sale_cents,
    cast(case
        when market.day < $onset or coalesce(before.sale_count, 0) = 0 then market.sale_count
        else round(market.sale_count * coalesce(after.sale_count, 0) / before.sale_count)
    end as bigint) as sale_count,
    cast(case
        when market.day < $onset or coalesce(before.refund_cents, 0) = 0 then market.refund_cents
        else round(market.refund_cents * coalesce(after.refund_cents, 0) / before.refund_cents)
    end as bigint) as refund_cents
from calm.market_days as market
left join before on market.day = before.day
left join after on market.day = after.day

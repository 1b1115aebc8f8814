-- One row per merchant: how much it sells in all, from when on, how it grows, how many buy from it.
create or replace temp table shapes as
with drawn as (
    select
        m,
        merchant_name(m) as merchant_id,
        cast(floor(power(uniform($seed, m, 1), 1.3) * 950 * 86400) as bigint) as start_second,
        0.7 + 0.6 * uniform($seed, m, 2) as bend,
        exp(1.2 * normal($seed, m, 3)) as weight,
        8.3 + 0.7 * normal($seed, m, 4) as log_amount,
        0.05 + 0.45 * uniform($seed, m, 5) as buyers_per_sale
    from range($merchants) as numbered(m)
),
sized as (
    select *, weight * ($last_second - start_second) as volume from drawn
)
select
    m,
    merchant_id,
    start_second,
    bend,
    log_amount,
    cast(greatest(1, round($sales * volume / sum(volume) over ())) as bigint) as sale_count,
    greatest(3, round(buyers_per_sale * $sales * volume / sum(volume) over ())) as buyer_pool
from sized
order by m

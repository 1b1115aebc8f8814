-- Purchases of the merchants from $first to before $after: a tenth of their sales in number, each
-- worth several sales, from up to 40 suppliers; about one in 50 is sent back.
insert into purchases
with numbered as (
    select *, unnest(range(cast(ceil(sale_count / 10) as bigint))) as i
    from shapes
    where m >= $first and m < $after
),
drawn as (
    select *, hash($seed, m, i, 2) as h, hash(i, m, $seed, 2) as g from numbered
),
bought as (
    select
        *,
        at_second(
            start_second + floor(($last_second - start_second) * power(bits(h, 0, 32), bend))
        ) as bought_at
    from drawn
)
select
    merchant_id,
    cast(i as varchar) as event_id,
    bought_at as occurred_at,
    bought_at as known_at,
    case when bits(h, 52, 12) < 0.02 then 'refund' else 'purchase' end as kind,
    cast(greatest(1, round(5 * exp(log_amount + 0.8 * near_normal(g)))) as bigint) as amount_cents,
    concat('s', cast(floor(40 * power(bits(h, 32, 20), 2.5)) as bigint)) as supplier_id,
    1 as import_id
from bought
order by m, occurred_at, i

-- Sales of the merchants from $first to before $after, and a refund of about one in 25 of them as
-- an event of its own, known 1 to 27 days later; by merchant and the time they became known.
insert into sales
with numbered as (
    select *, unnest(range(sale_count)) as i from shapes where m >= $first and m < $after
),
drawn as (
    select *, hash($seed, m, i) as h, hash(i, m, $seed) as g from numbered
),
sold as (
    select
        m,
        merchant_id,
        i,
        start_second + cast(
            floor(($last_second - start_second) * power(bits(h, 0, 32), bend)) as bigint
        ) as second,
        cast(greatest(1, round(exp(log_amount + 0.8 * near_normal(g)))) as bigint) as amount_cents,
        case
            when bits(g, 20, 12) >= 0.04
                then concat('b', cast(floor(buyer_pool * power(bits(h, 32, 20), 2.5)) as bigint))
        end as buyer_id,
        case
            when bits(g, 8, 8) < 0.6 then 'web'
            when bits(g, 8, 8) < 0.9 then 'app'
            else 'phone'
        end as channel,
        bits(h, 52, 12) < 0.042 as is_refunded,
        86400 + cast(floor(bits(g, 32, 24) * 26 * 86400) as bigint) as refund_lag
    from drawn
),
events as (
    select
        m, merchant_id, i, 'sale' as kind, second, second as known_second,
        amount_cents, buyer_id, channel
    from sold
    union all
    select
        m, merchant_id, i, 'refund', second, second + refund_lag,
        greatest(1, amount_cents - amount_cents % 100), buyer_id, channel
    from sold
    where is_refunded and second + refund_lag < $last_second
)
select
    merchant_id,
    case kind when 'sale' then cast(i as varchar) else concat(i, 'r') end as event_id,
    at_second(second) as occurred_at,
    at_second(known_second) as known_at,
    kind,
    amount_cents,
    buyer_id,
    channel,
    1 as import_id
from events
order by m, known_second, i, kind

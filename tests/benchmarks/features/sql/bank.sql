-- Bank movements of the merchants from $first to before $after, a tenth of their sales in number,
-- with the balance after each.
insert into bank
with numbered as (
    select *, unnest(range(cast(ceil(sale_count / 10) as bigint))) as i
    from shapes
    where m >= $first and m < $after
),
drawn as (
    select *, hash($seed, m, i, 3) as h, hash(i, m, $seed, 3) as g from numbered
),
moved as (
    select
        m,
        merchant_id,
        i,
        log_amount,
        start_second + cast(
            floor(($last_second - start_second) * power(bits(h, 0, 32), bend)) as bigint
        ) as second,
        case
            when bits(h, 52, 12) < 0.40 then 'payout'
            when bits(h, 52, 12) < 0.70 then 'supplier'
            when bits(h, 52, 12) < 0.97 then 'operating costs'
            else 'other lender'
        end as category,
        cast(greatest(1, round(5 * exp(log_amount + 0.8 * near_normal(g)))) as bigint) as size_cents
    from drawn
),
signed as (
    select *, case category when 'payout' then 2 * size_cents else -size_cents end as amount_cents
    from moved
)
select
    merchant_id,
    cast(i as varchar) as event_id,
    at_second(second) as occurred_at,
    at_second(second) as known_at,
    amount_cents,
    cast(
        round(20 * exp(log_amount))
        + sum(amount_cents) over (partition by m order by second, i rows unbounded preceding)
        as bigint
    ) as balance_after_cents,
    category,
    1 as import_id
from signed
order by m, second, i

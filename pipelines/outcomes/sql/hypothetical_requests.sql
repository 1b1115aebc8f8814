-- One row per request that is not in the book yet: a merchant that could have applied, on the first
-- day of a quarter whose following $horizon months the book covers, and on the book's last day.
with dates as (
    select cast(q.starts_at as date) as asked_on
    from (
        select unnest(
            generate_series(
                date_trunc('quarter', cast((select min(known_at) from sales) as timestamp)),
                cast((select as_of from book) as timestamp),
                interval 3 months
            )
        ) as starts_at
    ) as q
    where cast(cast(q.starts_at as date) + to_months($horizon) as date) - 1 <= (select as_of from book)
    union
    select as_of from book
),
days as (
    select merchant_id, cast(known_at as date) as on_day, count(*) as sales
    from sales
    where kind = 'sale'
    group by merchant_id, cast(known_at as date)
),
known as (
    select
        d.merchant_id,
        a.asked_on,
        min(d.on_day) as first_day,
        max(d.on_day) as last_day,
        sum(case when d.on_day >= a.asked_on - 365 then d.sales else 0 end) as sales
    from dates as a
    join days as d on d.on_day < a.asked_on
    group by d.merchant_id, a.asked_on
)
select
    concat('H-', merchant_id, '-', strftime(asked_on, '%Y-%m-%d')) as application_id,
    merchant_id,
    asked_on as applied_at
from known
where first_day <= asked_on - $history_days
    and last_day >= asked_on - $active_days
    and sales >= $minimum_sales
    and concat('H-', merchant_id, '-', strftime(asked_on, '%Y-%m-%d'))
        not in (select application_id from applications)
order by application_id

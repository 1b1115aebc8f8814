-- One row per chosen day, $days of them spread over the book: of each stretch the day on which most
-- merchants applied whose features are built, the earliest of equal ones.
with
by_day as (
    select cast(applied_at as date) as applied_on, count(distinct merchant_id) as merchants
    from features
    group by all
),
stretches as (
    select *, ntile($days) over (order by applied_on) as stretch from by_day
)
select max_by(applied_on, (merchants, -epoch(applied_on))) as applied_on
from stretches
group by stretch
order by applied_on

-- One row per application in $ids: sales in cents of its twelve 30-day months, oldest first.
with
asked as (
    select
        application_id,
        merchant_id,
        date_diff('day', date '1970-01-01', cast(applied_at as date)) as cut_day
    from applications
    where list_contains($ids, application_id)
),
months as (
    select asked.application_id, (asked.cut_day - 1 - days.day) // 30 as month,
        sum(days.sale_cents) as sale_cents
    from asked
    join merchant_days as days
        on days.merchant_id = asked.merchant_id
        and days.day < asked.cut_day
        and days.day >= asked.cut_day - 360
    group by all
),
slots as (
    select asked.application_id, numbers.month
    from asked cross join range(12) as numbers(month)
)
select
    slots.application_id,
    list(coalesce(months.sale_cents, 0)::double / 100 order by slots.month desc) as monthly_sales
from slots
left join months using (application_id, month)
group by slots.application_id

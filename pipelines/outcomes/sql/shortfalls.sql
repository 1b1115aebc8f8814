-- Fills shortfalls: every application is given the typical offer, a share of its net sales of the
-- year before, and pays its instalments from a share of the net sales of each month that followed.
-- What a month cannot pay is owed on; what it could pay beyond what is owed is not saved up.
-- Shortfall: an instalment is still unpaid $months_late months after it fell due.
-- Events belong to the day they became known. The last month ends before the book does.
insert into shortfalls
with requests as (
    select
        application_id,
        merchant_id,
        cast(applied_at as date) as asked_on,
        cast(cast(applied_at as date) + to_months($horizon) as date) - 1 as observed_through
    from applications
    where cast(cast(applied_at as date) + to_months($horizon) as date) - 1
        <= (select as_of from book)
),
days as (
    select
        merchant_id,
        date '1970-01-01' + day as on_day,
        sale_cents - refund_cents - chargeback_cents - void_cents as net_cents
    from merchant_days
),
sold as (
    -- Month 1 begins on the day of the application; month 0 is the year before it.
    select
        r.application_id,
        case
            when d.on_day < r.asked_on then 0 else date_sub('month', r.asked_on, d.on_day) + 1
        end as month,
        sum(d.net_cents) as net_cents
    from requests as r
    join days as d
        on d.merchant_id = r.merchant_id
        and d.on_day >= r.asked_on - 365
        and d.on_day <= r.observed_through
    group by all
),
offers as (
    select
        application_id,
        cast(
            floor(cast($share_of_annual_sales as decimal(9, 6)) * cast(net_cents as bigint)) as bigint
        ) as amount_cents
    from sold
    where month = 0
),
months as (
    select o.application_id, o.amount_cents, n.month, coalesce(s.net_cents, 0) as net_cents
    from offers as o
    cross join (select cast(unnest(range(1, $horizon + 1)) as integer) as month) as n
    left join sold as s on s.application_id = o.application_id and s.month = n.month
    where o.amount_cents > 0
),
due as (
    -- As in loan_instalments.
    select
        *,
        case when month <= len($monthly_rates) then
            (2 * month * amount_cents + len($monthly_rates)) // (2 * len($monthly_rates))
            - (2 * (month - 1) * amount_cents + len($monthly_rates)) // (2 * len($monthly_rates))
            + cast(round(
                cast($monthly_rates[month] as decimal(12, 8)) * cast(amount_cents as decimal(20, 0))
            ) as bigint)
        else 0 end as due_cents,
        cast(floor(
            cast($share_of_sales as decimal(9, 6)) * cast(greatest(net_cents, 0) as bigint)
        ) as bigint) as payable_cents
    from months
),
running as (
    select
        *,
        sum(due_cents) over past as due_so_far,
        sum(due_cents - payable_cents) over past as missing_so_far
    from due
    window past as (partition by application_id order by month)
),
owed as (
    select
        *,
        missing_so_far - least(0, min(missing_so_far) over past) as owed_cents,
        due_so_far - lag(due_so_far, $months_late, 0) over past as newest_due_cents
    from running
    window past as (partition by application_id order by month)
)
select
    application_id,
    bool_or(o.owed_cents > o.newest_due_cents) as is_shortfall,
    any_value(r.observed_through) as observed_through,
    any_value(o.amount_cents) as offered_cents,
    sum(o.due_cents) as instalments_cents,
    sum(o.net_cents) as followed_sales_cents,
    $rules_version as rules_version
from owed as o
join requests as r using (application_id)
group by application_id
order by application_id

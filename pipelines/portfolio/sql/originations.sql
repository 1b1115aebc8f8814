-- One row per month from the first loan on: the applications made in it and how many of them were
-- funded; the loans funded in it, how many have a known outcome and how many of those defaulted.
with span as (
    select min(month_end) as first_month, max(month_end) as last_month from loan_months
),

requested as (
    select
        last_day(cast(applied_at as date)) as month_end,
        count(*) as applications,
        count(*) filter (where application_id in (select application_id from loans))
            as funded_applications
    from applications
    group by all
),

funded as (
    select
        last_day(cast(loans.funded_at as date)) as month_end,
        count(*) as loans,
        count(outcomes.is_default) as judged_loans,
        count(*) filter (where outcomes.is_default) as defaulted_loans
    from loans
    left join outcomes using (application_id)
    group by all
)

select
    month_end,
    coalesce(requested.applications, 0) as applications,
    coalesce(requested.funded_applications, 0) as funded_applications,
    coalesce(funded.loans, 0) as loans,
    coalesce(funded.judged_loans, 0) as judged_loans,
    coalesce(funded.defaulted_loans, 0) as defaulted_loans
from requested
full join funded using (month_end)
cross join span
where month_end between span.first_month and span.last_month
order by month_end

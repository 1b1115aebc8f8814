-- One row per funding month: its loans, those with a score, and what the scored ones lost so far.
with lives as (
    select
        loans.loan_id,
        cast(date_trunc('month', any_value(loans.funded_at)) as date) as vintage,
        any_value(loans.principal_cents) as principal_cents,
        bool_or(
            loan_months.days_past_due >= $default_days or loan_months.status = 'charged off'
        ) as is_default,
        sum(loan_months.charged_off_cents - loan_months.recovered_cents) as lost_cents,
        loans.loan_id in (select loans.loan_id from loans inner join scores using (application_id))
            as is_scored
    from loans
    inner join loan_months using (loan_id)
    where loan_months.months_on_book <= $last_age
    group by loans.loan_id
)

select
    vintage,
    count(*) as loans,
    count(*) filter (where is_scored) as scored_loans,
    cast(coalesce(sum(principal_cents) filter (where is_scored), 0) as bigint) as principal_cents,
    count(*) filter (where is_scored and is_default) as defaults,
    cast(coalesce(sum(lost_cents) filter (where is_scored), 0) as bigint) as lost_cents
from lives
group by vintage
order by vintage

-- One row per funding month (its first day) and month on book on which something of it went bad for
-- the first time or money was lost; a month's size stands in its row of month 0.
with lives as (
    select
        loans.loan_id,
        cast(date_trunc('month', loans.funded_at) as date) as vintage,
        any_value(loans.principal_cents) as principal_cents,
        min(loan_months.months_on_book) filter (
            where loan_months.days_past_due >= 30 or loan_months.status = 'charged off'
        ) as first_late,
        min(loan_months.months_on_book) filter (
            where loan_months.days_past_due >= $default_days or loan_months.status = 'charged off'
        ) as first_default,
        min(loan_months.months_on_book) filter (where loan_months.status = 'charged off')
            as first_charged_off
    from loans
    inner join loan_months using (loan_id)
    group by all
),

found as (
    select vintage, 0 as months_on_book, 'loans' as measure, count(*) as amount
    from lives group by all
    union all
    select vintage, 0, 'principal', sum(principal_cents) from lives group by all
    union all
    select vintage, first_late, 'late', count(*) from lives where first_late is not null
    group by all
    union all
    select vintage, first_default, 'default', count(*) from lives where first_default is not null
    group by all
    union all
    select vintage, first_charged_off, 'charged off', count(*)
    from lives where first_charged_off is not null
    group by all
    union all
    select
        lives.vintage,
        loan_months.months_on_book,
        'net charge-off',
        sum(loan_months.charged_off_cents - loan_months.recovered_cents)
    from loan_months
    inner join lives using (loan_id)
    where loan_months.charged_off_cents + loan_months.recovered_cents > 0
    group by all
    union all
    select lives.vintage, 0, 'squared loss', sum(loan_months.charged_off_cents
        * cast(loan_months.charged_off_cents as double))
    from loan_months
    inner join lives using (loan_id)
    where loan_months.charged_off_cents > 0
    group by all
)

select vintage, cast(months_on_book as integer) as months_on_book, measure,
    cast(amount as double) as amount
from found
order by all

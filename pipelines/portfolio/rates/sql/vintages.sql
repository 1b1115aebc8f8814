-- One row per funding quarter and month on book: the loans old enough to be seen at that age, how
-- many were ever 30 or more days late or charged off by then, and their net charge-offs.
with last_month as (
    select max(month_end) as month_end from loan_months
),

lives as (
    select
        loans.loan_id,
        cast(date_trunc('quarter', loans.funded_at) as date) as quarter,
        any_value(loans.principal_cents) as principal_cents,
        datediff('month', any_value(loans.funded_at), any_value(last_month.month_end)) as age,
        min(loan_months.months_on_book) filter (
            where loan_months.days_past_due >= 30 or loan_months.status = 'charged off'
        ) as first_late,
        min(loan_months.months_on_book) filter (where loan_months.status = 'charged off')
            as first_charged_off
    from loans
    inner join loan_months using (loan_id)
    cross join last_month
    group by all
),

quarters as (
    select quarter, count(*) as funded_loans, max(age) as oldest from lives group by quarter
),

ages as (
    select
        quarter,
        funded_loans,
        unnest(range(least(oldest, $last_month_on_book) + 1)) as months_on_book
    from quarters
),

counts as (
    select
        ages.quarter,
        ages.months_on_book,
        ages.funded_loans,
        count(*) as loans,
        count(*) filter (where lives.first_late <= ages.months_on_book) as late_loans,
        count(*) filter (where lives.first_charged_off <= ages.months_on_book) as charged_off_loans,
        sum(lives.principal_cents) as principal_cents
    from ages
    inner join lives
        on ages.quarter = lives.quarter
        and lives.age >= ages.months_on_book
    group by all
),

losses as (
    select
        ages.quarter,
        ages.months_on_book,
        sum(loan_months.charged_off_cents - loan_months.recovered_cents) as net_charge_off_cents
    from ages
    inner join lives
        on ages.quarter = lives.quarter
        and lives.age >= ages.months_on_book
    inner join loan_months
        on lives.loan_id = loan_months.loan_id
        and loan_months.months_on_book <= ages.months_on_book
    where loan_months.charged_off_cents + loan_months.recovered_cents > 0
    group by all
)

select
    counts.quarter,
    counts.months_on_book,
    counts.funded_loans,
    counts.loans,
    counts.late_loans,
    counts.charged_off_loans,
    cast(counts.principal_cents as bigint) as principal_cents,
    cast(coalesce(losses.net_charge_off_cents, 0) as bigint) as net_charge_off_cents
from counts
left join losses using (quarter, months_on_book)
order by counts.quarter, counts.months_on_book

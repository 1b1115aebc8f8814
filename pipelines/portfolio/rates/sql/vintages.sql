-- One row per funding quarter and month on book: the loans old enough to be seen at that age, how
-- many were ever 30 or more days late or charged off by then, and their net charge-offs.
with last_month as (
    select max(month_end) as month_end from loan_months
),

first_times as (
    select
        loan_id,
        min(months_on_book) as first_late,
        min(months_on_book) filter (where status = 'charged off') as first_charged_off
    from loan_months
    where days_past_due >= 30 or status = 'charged off'
    group by loan_id
),

lives as (
    select
        loans.loan_id,
        cast(date_trunc('quarter', loans.funded_at) as date) as quarter,
        loans.principal_cents,
        cast(datediff('month', loans.funded_at, last_month.month_end) as integer) as age,
        first_times.first_late,
        first_times.first_charged_off
    from loans
    cross join last_month
    left join first_times using (loan_id)
    where last_day(cast(loans.funded_at as date)) <= last_month.month_end
),

-- Loans that went alike, so that ages are joined to few rows.
alike as (
    select
        quarter,
        age,
        first_late,
        first_charged_off,
        count(*) as loans,
        sum(principal_cents) as principal_cents
    from lives
    group by quarter, age, first_late, first_charged_off
),

quarters as (
    select quarter, cast(sum(loans) as bigint) as funded_loans, max(age) as oldest
    from alike
    group by quarter
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
        cast(sum(alike.loans) as bigint) as loans,
        cast(
            coalesce(sum(alike.loans) filter (where alike.first_late <= ages.months_on_book), 0)
            as bigint
        ) as late_loans,
        cast(
            coalesce(
                sum(alike.loans) filter (where alike.first_charged_off <= ages.months_on_book), 0
            ) as bigint
        ) as charged_off_loans,
        sum(alike.principal_cents) as principal_cents
    from ages
    inner join alike
        on ages.quarter = alike.quarter
        and alike.age >= ages.months_on_book
    group by all
),

flows as (
    select
        lives.quarter,
        lives.age,
        loan_months.months_on_book,
        sum(loan_months.charged_off_cents - loan_months.recovered_cents) as net_charge_off_cents
    from loan_months
    inner join lives using (loan_id)
    where loan_months.charged_off_cents + loan_months.recovered_cents > 0
    group by lives.quarter, lives.age, loan_months.months_on_book
),

losses as (
    select
        ages.quarter,
        ages.months_on_book,
        sum(flows.net_charge_off_cents) as net_charge_off_cents
    from ages
    inner join flows
        on ages.quarter = flows.quarter
        and flows.age >= ages.months_on_book
        and flows.months_on_book <= ages.months_on_book
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

-- One row per application: the principal its merchant still owed, as far as known on its day.
-- A loan counts with its balance at the last month-end before the application; one funded since
-- then counts with its whole principal. $application_id null asks for all applications.
with asked as (
    select application_id, merchant_id, applied_at
    from applications
    where $application_id is null or application_id = $application_id
),

earlier_loans as (
    select
        asked.application_id,
        loans.loan_id,
        loans.principal_cents,
        cast(asked.applied_at as date) as applied_on
    from asked
    inner join loans
        on asked.merchant_id = loans.merchant_id
        and loans.application_id <> asked.application_id
        and loans.funded_at < asked.applied_at
),

balances as (
    select
        earlier_loans.application_id,
        earlier_loans.loan_id,
        coalesce(
            arg_max(loan_months.balance_cents, loan_months.month_end),
            any_value(earlier_loans.principal_cents)
        ) as balance_cents
    from earlier_loans
    left join loan_months
        on earlier_loans.loan_id = loan_months.loan_id
        and loan_months.month_end < earlier_loans.applied_on
    group by earlier_loans.application_id, earlier_loans.loan_id
)

select
    asked.application_id,
    cast(coalesce(sum(balances.balance_cents), 0) as bigint) as open_exposure_cents
from asked
left join balances using (application_id)
group by asked.application_id

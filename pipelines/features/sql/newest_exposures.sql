-- One row per merchant: its industry and the principal it owes on the day after the book's as-of date.
-- A loan counts with its balance at the last month-end before that day; one funded since then counts
-- with its whole principal.
with asked as (
    select as_of + 1 as asked_on from book
),

balances as (
    select
        loans.merchant_id,
        loans.loan_id,
        coalesce(
            arg_max(loan_months.balance_cents, loan_months.month_end),
            any_value(loans.principal_cents)
        ) as balance_cents
    from loans
    cross join asked
    left join loan_months
        on loans.loan_id = loan_months.loan_id
        and loan_months.month_end < asked.asked_on
    where loans.funded_at < asked.asked_on
    group by loans.merchant_id, loans.loan_id
)

select
    merchants.merchant_id,
    merchants.industry,
    cast(coalesce(sum(balances.balance_cents), 0) as bigint) as open_principal_cents
from merchants
left join balances using (merchant_id)
group by merchants.merchant_id, merchants.industry
order by merchants.merchant_id

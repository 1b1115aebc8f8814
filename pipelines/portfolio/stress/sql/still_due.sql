-- One row per open loan of $loan_ids and instalment due after $as_of, by loan and number. An instalment
-- asks no more principal than is still owed after those before it.
with coming as (
    select
        instalments.loan_id,
        instalments.number,
        instalments.due_on,
        instalments.principal_cents,
        instalments.fee_cents,
        loan_months.balance_cents,
        sum(instalments.principal_cents) over (
            partition by instalments.loan_id order by instalments.number
            rows between unbounded preceding and 1 preceding
        ) as before_cents
    from loan_instalments as instalments
    inner join loan_months
        on instalments.loan_id = loan_months.loan_id and loan_months.month_end = $as_of
    where instalments.due_on > $as_of and instalments.loan_id in (select unnest($loan_ids))
)

select
    loan_id,
    number,
    last_day(due_on) as month_end,
    greatest(0, least(principal_cents, balance_cents - coalesce(before_cents, 0))) as principal_cents,
    fee_cents
from coming
order by loan_id, number

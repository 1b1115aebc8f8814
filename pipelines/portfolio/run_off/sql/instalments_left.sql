-- One row per loan with a balance at $month_end and month ahead in which part of an instalment is still
-- unpaid; 0 months ahead is what is late. Cash pays the oldest instalment first, its fee before its
-- principal, so that what was paid ahead covers the next ones.
with cash as (
    select loan_id, sum(paid_cents) as paid_cents
    from loan_months
    where month_end <= $month_end
    group by loan_id
),

open_loans as (
    select loan_months.loan_id, cash.paid_cents
    from loan_months
    inner join cash using (loan_id)
    where loan_months.month_end = $month_end and loan_months.balance_cents > 0
),

due as (
    select
        loan_instalments.loan_id,
        loan_instalments.due_on,
        loan_instalments.principal_cents,
        loan_instalments.fee_cents,
        sum(loan_instalments.principal_cents + loan_instalments.fee_cents) over (
            partition by loan_instalments.loan_id order by loan_instalments.number
        ) as due_by_then_cents,
        open_loans.paid_cents
    from loan_instalments
    inner join open_loans using (loan_id)
)

select
    loan_id,
    cast(greatest(datediff('month', $month_end, due_on), 0) as integer) as months_ahead,
    cast(sum(least(principal_cents, greatest(due_by_then_cents - paid_cents, 0))) as bigint)
        as principal_cents,
    cast(sum(least(fee_cents, greatest(due_by_then_cents - principal_cents - paid_cents, 0)))
        as bigint) as fee_cents
from due
where due_by_then_cents > paid_cents
group by loan_id, months_ahead
order by loan_id, months_ahead

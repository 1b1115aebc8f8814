-- One row per charged-off loan and month after its charge-off with cash, the month itself first:
-- what was charged off and recovered in it, and for how many months the loan has been seen since.
with charge_offs as (
    select loan_id, min(month_end) as charged_off_on
    from loan_months
    where charged_off_cents > 0 and month_end <= $as_of
    group by loan_id
)

select
    dense_rank() over (order by loan_months.loan_id) - 1 as loan,
    datediff('month', charge_offs.charged_off_on, loan_months.month_end) as months_since,
    datediff('month', charge_offs.charged_off_on, $as_of) as months_seen,
    loan_months.charged_off_cents,
    loan_months.recovered_cents
from loan_months
inner join charge_offs using (loan_id)
where
    loan_months.month_end between charge_offs.charged_off_on and $as_of
    and (loan_months.charged_off_cents > 0 or loan_months.recovered_cents > 0)
order by loan, months_since

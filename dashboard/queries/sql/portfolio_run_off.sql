-- One row per month: principal and fees still to fall due on the loans open at the last month-end.
with open_loans as (
    select loan_id
    from loan_months
    where month_end = (select max(month_end) from loan_months) and balance_cents > 0
)

select
    date_trunc('month', due_on)::date as month,
    sum(principal_cents)::bigint as principal_cents,
    sum(fee_cents)::bigint as fee_cents
from loan_instalments
join open_loans using (loan_id)
where due_on > (select as_of from book)
group by all
order by month

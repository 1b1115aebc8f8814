-- One row per month-end and status; a paid or charged off loan counts in the month it closed.
select
    month_end,
    status,
    count(*) as loans,
    cast(sum(balance_cents) as bigint) as balance_cents
from loan_months
where opening_cents + originated_cents > 0
group by month_end, status
order by month_end, status

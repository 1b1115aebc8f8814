-- One row per month after $month_end: what the loans with a balance then paid before a charge-off.
select
    later.month_end,
    cast(sum(later.principal_paid_cents + later.fee_paid_cents) as bigint) as paid_cents
from loan_months as later
inner join loan_months as then_open
    on later.loan_id = then_open.loan_id
    and then_open.month_end = $month_end
    and then_open.balance_cents > 0
where later.month_end > $month_end
group by later.month_end
order by later.month_end

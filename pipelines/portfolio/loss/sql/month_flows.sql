-- One row per loan with a charge-off or a recovery in the month that ends at $month_end, in order
-- of loan id.
select
    loan_id,
    cast(charged_off_cents as bigint) as charged_off_cents,
    cast(recovered_cents as bigint) as recovered_cents
from loan_months
where month_end = $month_end and (charged_off_cents > 0 or recovered_cents > 0)
order by loan_id

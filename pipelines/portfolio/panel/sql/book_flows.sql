-- One row per month-end from the first loan to the last: what the book opened with, what moved and
-- what it closed with.
select
    month_end,
    cast(sum(opening_cents) as bigint) as opening_cents,
    cast(sum(originated_cents) as bigint) as originated_cents,
    cast(sum(principal_paid_cents) as bigint) as principal_paid_cents,
    cast(sum(charged_off_cents) as bigint) as charged_off_cents,
    cast(sum(balance_cents) as bigint) as closing_cents,
    cast(sum(fee_cents) as bigint) as fee_cents,
    cast(sum(fee_paid_cents) as bigint) as fee_paid_cents,
    cast(sum(fee_written_off_cents) as bigint) as fee_written_off_cents,
    cast(sum(recovered_cents) as bigint) as recovered_cents,
    cast(sum(credit_cents) as bigint) as credit_cents,
    cast(coalesce(sum(balance_cents) filter (where days_past_due >= 30), 0) as bigint) as late_cents
from loan_months
group by month_end
order by month_end

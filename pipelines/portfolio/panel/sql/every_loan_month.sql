-- One row per loan and month-end, all columns of the panel.
select
    loan_id,
    month_end,
    months_on_book,
    balance_cents,
    days_past_due,
    status,
    paid_cents,
    fee_cents,
    charged_off_cents,
    recovered_cents,
    opening_cents,
    originated_cents,
    principal_paid_cents,
    fee_paid_cents,
    fee_written_off_cents,
    credit_cents
from loan_months
order by loan_id, month_end

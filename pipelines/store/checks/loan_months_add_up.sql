-- One row per loan-month that does not add up to its balance; there must be none.
select loan_id, month_end
from loan_months
where opening_cents + originated_cents - principal_paid_cents - charged_off_cents <> balance_cents

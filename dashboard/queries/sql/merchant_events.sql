-- One row per application, funding, month-end first 30 days late, and charge-off of the merchant.
select 'application' as kind, applied_at as happened_at, application_id as reference,
    order_amount_cents as amount_cents
from applications
where merchant_id = $merchant_id
union all
select 'loan', funded_at, loan_id, principal_cents
from loans
where merchant_id = $merchant_id
union all
select '30 days late', min(loan_months.month_end)::timestamp, loan_months.loan_id,
    arg_min(loan_months.balance_cents, loan_months.month_end)
from loan_months
join loans using (loan_id)
where loans.merchant_id = $merchant_id and loan_months.days_past_due >= 30
group by loan_months.loan_id
union all
select 'charge-off', loan_events.occurred_at, loan_events.loan_id, loan_events.amount_cents
from loan_events
join loans using (loan_id)
where loans.merchant_id = $merchant_id and loan_events.kind = 'charge_off'
order by happened_at, kind

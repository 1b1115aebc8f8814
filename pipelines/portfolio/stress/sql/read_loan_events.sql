-- One row per event known up to $as_of on a loan of $merchant_ids.
select loan_events.loan_id, loan_events.known_at, loan_events.kind, loan_events.amount_cents
from loan_events
inner join loans using (loan_id)
where
    loans.merchant_id in (select unnest($merchant_ids))
    and cast(loan_events.known_at as date) <= $as_of

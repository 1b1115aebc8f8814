-- One row per event known up to $as_of on a loan of $merchant_ids.
select loan_events.*
from loan_events
inner join loans using (loan_id)
where
    loans.merchant_id in (select unnest($merchant_ids))
    and cast(loan_events.known_at as date) <= $as_of

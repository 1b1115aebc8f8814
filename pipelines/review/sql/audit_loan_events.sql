-- One row per event of the sampled merchants' loans, whenever it became known.
select loan_events.*
from loan_events
join loans using (loan_id)
where list_contains($merchant_ids, loans.merchant_id)

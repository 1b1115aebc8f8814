-- One row per loan of the sampled merchants, and the book's first loan.
select *
from loans
where list_contains($merchant_ids, merchant_id)
    or loan_id = (select min_by(loan_id, (funded_at, loan_id)) from loans)

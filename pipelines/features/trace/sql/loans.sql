-- One row per loan of the merchant funded before the cut, and the book's first loan, which shows that
-- there was a lender by then.
select *
from loans
where date_diff('day', date '1970-01-01', cast(funded_at as date)) < $before_day
    and (
        merchant_id = $merchant_id
        or loan_id = (select min_by(loan_id, (funded_at, loan_id)) from loans)
    )
order by funded_at, loan_id

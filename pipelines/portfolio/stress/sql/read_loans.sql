-- One row per loan of $merchant_ids. `draw` is a number from 0 to 1 of the loan's own: it decides
-- whether the loan is among those that pay late.
select
    loan_id,
    application_id,
    merchant_id,
    funded_at,
    principal_cents,
    cast(md5_number_lower(loan_id) % 1000000 as double) / 1000000 as draw
from loans
where merchant_id in (select unnest($merchant_ids)) and cast(funded_at as date) <= $as_of

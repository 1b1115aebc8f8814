-- One row per loan of the tape: the request it came from, on the day of issue for the amount lent.
insert into applications by name
select
    loan_id as application_id,
    borrower_id as merchant_id,
    issued_on as applied_at,
    principal_cents as order_amount_cents,
    supplier_id,
    $import_id as import_id
from loan_tape
where import_id = $import_id
order by loan_id

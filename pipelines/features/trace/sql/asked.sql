-- One row: the application itself.
select application_id, merchant_id, applied_at, order_amount_cents, supplier_id
from applications
where application_id = $application_id

-- One row per application.
select application_id, merchant_id, applied_at, order_amount_cents, supplier_id
from applications

-- One row per application that has no features yet.
select application_id, merchant_id, applied_at, order_amount_cents, supplier_id
from applications
anti join features using (application_id)

-- One row per request of $merchant_ids up to $as_of.
select application_id, merchant_id, applied_at, order_amount_cents, supplier_id
from applications
where merchant_id in (select unnest($merchant_ids)) and cast(applied_at as date) <= $as_of

-- One row per merchant, asking on the day after the book's as-of date.
select
    merchant_id as application_id,
    merchant_id as merchant_id,
    cast((select as_of from book) + 1 as timestamp) as applied_at,
    cast(null as bigint) as order_amount_cents,
    cast(null as varchar) as supplier_id
from merchants

-- One row per application asked about: the day before which all that a feature sees was known.
select
    application_id,
    merchant_id,
    applied_at,
    order_amount_cents,
    supplier_id,
    cast(applied_at as date) as applied_on,
    date_diff('day', date '1970-01-01', cast(applied_at as date)) as cut_day
from asked

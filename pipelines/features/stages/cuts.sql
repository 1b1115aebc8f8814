-- One row per application: the day before which everything a feature sees must have been known.
select
    application_id,
    merchant_id,
    applied_at,
    order_amount_cents,
    date_diff('day', date '1970-01-01', cast(applied_at as date)) as cut_day
from applications

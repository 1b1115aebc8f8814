-- One row per application that has features.
select
    a.application_id,
    a.merchant_id,
    a.applied_at,
    a.order_amount_cents
from applications as a
semi join features as f using (application_id)
order by a.application_id

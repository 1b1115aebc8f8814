-- One row per purchase invoice as an event: a void when invalid, a refund when negative, else a purchase.
select
    row_number,
    firm as merchant_id,
    date as occurred_at,
    case when valid then date else greatest(date, cast(last_day(date) as timestamp)) end as known_at,
    case when not valid then 'void' when amount < 0 then 'refund' else 'purchase' end as kind,
    amount,
    supplier as supplier_id
from raw

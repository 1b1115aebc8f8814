-- One row per sale invoice as an event: a void when invalid, a refund when negative, else a sale.
select
    row_number,
    firm as merchant_id,
    date as occurred_at,
    case when valid then date else greatest(date, cast(last_day(date) as timestamp)) end as known_at,
    case when not valid then 'void' when amount < 0 then 'refund' else 'sale' end as kind,
    amount,
    buyer as buyer_id
from raw

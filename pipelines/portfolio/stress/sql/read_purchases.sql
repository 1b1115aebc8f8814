-- One row per purchase event of $merchant_ids known in the 366 days up to $as_of, with its draw.
select
    merchant_id,
    occurred_at,
    known_at,
    kind,
    amount_cents,
    supplier_id,
    date_diff('day', date '1970-01-01', cast(known_at as date)) as day,
    cast(md5_number_lower(event_id) % 1000000 as double) / 1000000 as draw
from purchases
where
    merchant_id in (select unnest($merchant_ids))
    and cast(known_at as date) <= $as_of
    and cast(known_at as date) > $as_of - 366

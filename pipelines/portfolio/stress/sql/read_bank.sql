-- One row per bank movement of $merchant_ids known in the $most_days days up to $as_of.
select
    merchant_id,
    event_id,
    occurred_at,
    known_at,
    amount_cents,
    balance_after_cents,
    category,
    date_diff('day', date '1970-01-01', cast(known_at as date)) as day
from bank
where
    merchant_id in (select unnest($merchant_ids))
    and cast(known_at as date) <= $as_of
    and cast(known_at as date) > $as_of - $most_days

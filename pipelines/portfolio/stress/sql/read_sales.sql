-- One row per sales event of $merchant_ids known in the 366 days up to $as_of (of what is no sale, in
-- the $most_days days a shock may last). `draw` is a number from 0 to 1 of the event's own: it decides
-- whether the event still happens, so that a worse shock leaves out what a milder one does, and more.
select
    merchant_id,
    occurred_at,
    known_at,
    kind,
    amount_cents,
    buyer_id,
    channel,
    date_diff('day', date '1970-01-01', cast(known_at as date)) as day,
    case
        when cast(known_at as date) > $as_of - $most_days
            then cast(md5_number_lower(event_id) % 1000000 as double) / 1000000
    end as draw
from sales
where
    merchant_id in (select unnest($merchant_ids))
    and cast(known_at as date) <= $as_of
    and cast(known_at as date) > $as_of - 366
    and (kind = 'sale' or cast(known_at as date) > $as_of - $most_days)

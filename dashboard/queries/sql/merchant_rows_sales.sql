-- One row per sales event a feature could count: known from $first_day to before $cut_day (epoch
-- days), newest first; `total` says how many there are in all.
select occurred_at, known_at, kind, amount_cents, buyer_id as party, event_id,
    count(*) over () as total
from sales
where merchant_id = $merchant_id
    and date_diff('day', date '1970-01-01', cast(known_at as date)) < $cut_day
    and date_diff('day', date '1970-01-01', cast(known_at as date)) >= $first_day
order by known_at desc, event_id
limit $first

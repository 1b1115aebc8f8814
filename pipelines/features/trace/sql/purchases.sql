-- One row per purchase event that one part of a feature counts; see `Evidence`.
with
counted as (
    select *, date_diff('day', date '1970-01-01', cast(known_at as date)) as day
    from purchases
    where merchant_id = $merchant_id
        and date_diff('day', date '1970-01-01', cast(known_at as date)) >= $first_day
        and date_diff('day', date '1970-01-01', cast(known_at as date)) < $before_day
        and (
            len($kinds) = 0
            or list_contains($kinds, kind)
            or (list_contains($kinds, 'named purchase') and kind = 'purchase' and supplier_id is not null)
        )
)
select * exclude (day)
from counted
where case $pick
    when 'first' then day = (select min(day) from counted)
    when 'last' then day = (select max(day) from counted)
    else true
end
order by known_at, event_id

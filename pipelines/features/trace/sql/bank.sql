-- One row per bank movement that one part of a feature counts; see `Evidence`.
with
counted as (
    select *, date_diff('day', date '1970-01-01', cast(known_at as date)) as day
    from bank
    where merchant_id = $merchant_id
        and date_diff('day', date '1970-01-01', cast(known_at as date)) >= $first_day
        and date_diff('day', date '1970-01-01', cast(known_at as date)) < $before_day
        and (
            len($kinds) = 0
            or (list_contains($kinds, 'in') and amount_cents > 0)
            or (list_contains($kinds, 'out') and amount_cents < 0)
            or list_contains($kinds, lower(category))
        )
)
select * exclude (day)
from counted
where case $pick
    when 'first' then day = (select min(day) from counted)
    when 'last' then day = (select max(day) from counted where balance_after_cents is not null)
    else true
end
order by known_at, event_id

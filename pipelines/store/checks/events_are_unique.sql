-- One row per event that stands more than once in its feed; there must be none. Only keys whose hash
-- occurs again are compared, which holds a number a row in memory instead of two texts.
select 'sales' as feed, merchant_id, event_id
from sales
where hash(merchant_id, event_id) in (
    select hash(merchant_id, event_id) from sales group by all having count(*) > 1
)
group by all having count(*) > 1
union all
select 'purchases', merchant_id, event_id
from purchases
where hash(merchant_id, event_id) in (
    select hash(merchant_id, event_id) from purchases group by all having count(*) > 1
)
group by all having count(*) > 1
union all
select 'bank', merchant_id, event_id
from bank
where hash(merchant_id, event_id) in (
    select hash(merchant_id, event_id) from bank group by all having count(*) > 1
)
group by all having count(*) > 1
union all
select 'loan events', loan_id, event_id from loan_events group by all having count(*) > 1

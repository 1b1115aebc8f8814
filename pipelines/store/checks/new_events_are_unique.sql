-- One row per event of the imports after $since that stands more than once in its feed; there must be
-- none. The events of earlier imports were compared with each other when they came.
select 'sales' as feed, merchant_id, event_id
from sales
where hash(merchant_id, event_id) in (
    select hash(merchant_id, event_id) from sales where import_id > $since
)
group by all having count(*) > 1
union all
select 'purchases', merchant_id, event_id
from purchases
where hash(merchant_id, event_id) in (
    select hash(merchant_id, event_id) from purchases where import_id > $since
)
group by all having count(*) > 1
union all
select 'bank', merchant_id, event_id
from bank
where hash(merchant_id, event_id) in (
    select hash(merchant_id, event_id) from bank where import_id > $since
)
group by all having count(*) > 1
union all
select 'loan events', loan_id, event_id from loan_events group by all having count(*) > 1

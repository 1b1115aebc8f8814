-- One row per feed with events after the book's as-of date, among those of the imports after $since;
-- there must be none.
select 'sales' as feed, count(*) as late_events
from sales where cast(occurred_at as date) > (select as_of from book) and import_id > $since having count(*) > 0
union all
select 'purchases', count(*)
from purchases where cast(occurred_at as date) > (select as_of from book) and import_id > $since having count(*) > 0
union all
select 'bank', count(*)
from bank where cast(occurred_at as date) > (select as_of from book) and import_id > $since having count(*) > 0
union all
select 'loan events', count(*)
from loan_events where cast(occurred_at as date) > (select as_of from book) and import_id > $since having count(*) > 0

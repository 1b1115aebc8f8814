-- Makes the temporary table `purchases_events`: all events of the touched merchant-days, old ones too.
create or replace temp table purchases_events as
select e.*
from purchases as e
semi join touched as t
    on t.merchant_id = e.merchant_id and t.known_on = cast(e.known_at as date)
where e.known_at >= date '1970-01-01' + cast($first_day as integer)
    and e.known_at < date '1970-01-01' + cast($last_day + 1 as integer)

-- One row per application of a merchant with a purchases feed.
select
    s.application_id,
    /* measures */
from spans as s
where s.purchases_events > 0
group by s.application_id

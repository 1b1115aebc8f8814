-- One row per application of a merchant with a sales feed.
select
    s.application_id,
    /* measures */
from spans as s
where s.sales_events > 0
group by s.application_id

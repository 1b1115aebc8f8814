-- One row per application of a merchant with a bank feed.
select
    s.application_id,
    /* measures */
from spans as s
where s.bank_events > 0
group by s.application_id

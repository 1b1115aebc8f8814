-- One row per application with a known outcome.
select
    application_id,
    is_default
from outcomes
order by application_id

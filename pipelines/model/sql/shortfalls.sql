-- One row per application with a proxy label.
select
    application_id,
    is_shortfall,
    observed_through
from shortfalls
order by application_id

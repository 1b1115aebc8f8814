-- One row per reason code given: to how many applications, and to how many as the first reason.
with
given as (
    select
        application_id,
        unnest(from_json(reasons, '["json"]')) ->> 'code' as code,
        generate_subscripts(from_json(reasons, '["json"]'), 1) as place
    from offers
    where decision <> 'approve'
)
select
    code,
    count(distinct application_id) as applications,
    count(distinct application_id) filter (where place = 1) as first
from given
group by code

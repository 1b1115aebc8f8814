-- One row per scored application, with its outcome where one is known.
select
    s.application_id,
    s.model_id,
    s.pd,
    a.applied_at,
    o.is_default
from scores as s
inner join applications as a using (application_id)
left join outcomes as o using (application_id)
order by s.application_id

-- One row: how many applications are scored and the largest |score - base - contributions|.
select
    count(*),
    max(abs(s.score - s.base - coalesce(c.total, 0)))
from scores as s
left join (
    select application_id, sum(contribution) as total
    from contributions
    group by application_id
) as c using (application_id)

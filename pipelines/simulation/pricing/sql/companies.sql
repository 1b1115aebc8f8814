-- One row per scored application: its PD, whether its outcome is known, and the bank's rating.
select
    s.application_id,
    s.pd,
    o.application_id is not null as known,
    r.text_value as rating
from scores as s
left join outcomes as o using (application_id)
left join application_attributes as r
    on r.application_id = s.application_id and r.name = $rating
order by s.application_id

-- One row per sampled application that has a value of the feature.
select application_id, value, contribution, partner, partner_rank
from explain_points
where feature = $feature and value is not null
order by application_id

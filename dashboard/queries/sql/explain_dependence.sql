-- One row per application that has a value of the feature.
select application_id, value, contribution
from contributions
where feature = $feature and value is not null
order by application_id

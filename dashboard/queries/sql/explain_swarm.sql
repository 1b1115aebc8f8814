-- One row per stored application and strong feature; rank is the value's place from 0 to 1.
select feature as name, contribution, value_rank as rank
from explain_swarm
order by feature, contribution, application_id

-- One row per scored feature, in the order in which every application's contributions are stored.
select feature
from contributions
where application_id = (select min(application_id) from scores)

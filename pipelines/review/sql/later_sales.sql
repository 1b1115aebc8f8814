-- One row: how many events of the chosen applications' merchants became known on that day or later.
select count(*) as events
from sales
join applications using (merchant_id)
where list_contains($application_ids, applications.application_id)
    and sales.known_at >= date_trunc('day', applications.applied_at)

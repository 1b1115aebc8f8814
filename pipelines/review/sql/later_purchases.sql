-- One row: how many events of the chosen applications' merchants became known on that day or later.
select count(*) as events
from purchases
join applications using (merchant_id)
where list_contains($application_ids, applications.application_id)
    and purchases.known_at >= date_trunc('day', applications.applied_at)

-- One row: how many events of the chosen applications' merchants became known on that day or later.
select count(*) as events
from bank
join applications using (merchant_id)
where list_contains($application_ids, applications.application_id)
    and bank.known_at >= date_trunc('day', applications.applied_at)

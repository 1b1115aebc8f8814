-- One row per event of the chosen applications' merchants, known before the day of the application.
select purchases.*
from purchases
join applications using (merchant_id)
where list_contains($application_ids, applications.application_id)
    and purchases.known_at < date_trunc('day', applications.applied_at)

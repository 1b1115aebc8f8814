-- One row: the merchant of a scored application and the day on which it was made.
select
    applications.merchant_id,
    cast(applications.applied_at as date) as applied_on
from scores
join applications using (application_id)
where scores.application_id = $id

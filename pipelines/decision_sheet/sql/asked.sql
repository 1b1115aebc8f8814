-- One row: who asked, and when.
select merchants.name, applications.applied_at
from applications
join merchants using (merchant_id)
where applications.application_id = $application_id

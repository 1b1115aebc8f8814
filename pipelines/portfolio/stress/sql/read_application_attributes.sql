-- One row per request of $merchant_ids and attribute in words that its import brought.
select application_attributes.application_id, application_attributes.name, application_attributes.text_value
from application_attributes
inner join applications using (application_id)
where applications.merchant_id in (select unnest($merchant_ids)) and text_value is not null

-- One row per supplier that a request with the attribute $name of value $country names.
select distinct applications.supplier_id as supplier_id
from calm.applications as applications
inner join calm.application_attributes as attributes using (application_id)
where
    attributes.name = $name
    and attributes.text_value = $country
    and applications.supplier_id is not null
order by applications.supplier_id

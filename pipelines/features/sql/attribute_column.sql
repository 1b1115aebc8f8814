-- One row per application that has a value of one attribute.
select application_id, number_value, text_value
from application_attributes
where name = $name
order by application_id

-- One row per application that has a value of the attribute and had none; empty cells give none,
-- and neither does a number that is infinite or not one (nan).
insert into application_attributes
select
    v.application_id,
    a.name,
    case when a.type = 'number' then cast(v.value as double) end as number_value,
    case when a.type = 'text' then v.value end as text_value,
    $import_id
from (
    select application_id, name, min(nullif(trim(value), '')) as value
    from attribute_values
    group by application_id, name
) as v
join attributes as a using (name)
anti join (select application_id, name from application_attributes) as known
    on known.application_id = v.application_id and known.name = v.name
where v.value is not null
    and (a.type = 'text' or isfinite(try_cast(v.value as double)))

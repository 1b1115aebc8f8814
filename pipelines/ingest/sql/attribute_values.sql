-- One row per application that has a value of the attribute; empty cells give none.
insert into application_attributes
select
    v.application_id,
    a.name,
    case when a.type = 'number' then try_cast(v.value as double) end as number_value,
    case when a.type = 'text' then v.value end as text_value,
    $import_id
from (
    select application_id, name, nullif(trim(value), '') as value
    from attribute_values
) as v
join attributes as a using (name)
where a.name = $name
    and v.value is not null
    and (a.type = 'text' or try_cast(v.value as double) is not null)

-- Adds an attribute that has values, unless it is known already, with the type its values have.
insert into attributes
select
    $name,
    case when count(try_cast(value as double)) = count(value) then 'number' else 'text' end,
    $meaning,
    $is_feature,
    $import_id
from (select nullif(trim(value), '') as value from attribute_values)
having $name not in (select name from attributes) and count(value) > 0

-- One row per value that is no number though its attribute is one: the value and how often it is.
select v.value, count(*) as row_count
from attribute_values as v
join attributes as a using (name)
where a.type = 'number'
    and nullif(trim(v.value), '') is not null
    and try_cast(v.value as double) is null
group by v.value
order by row_count desc, v.value

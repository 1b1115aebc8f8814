-- One row per value of a categorical feature.
select text_value as value, count(*) as n, avg(contribution) as contribution
from contributions
where feature = $feature and text_value is not null
group by text_value
order by n desc, value

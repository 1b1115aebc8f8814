-- One row per sampled application that has both values: the pair's joint contribution.
select
    one.value as first_value,
    two.value as second_value,
    one.contribution + two.contribution as contribution
from explain_points as one
join explain_points as two using (application_id)
where one.feature = $first and two.feature = $second
    and one.value is not null and two.value is not null
order by one.application_id

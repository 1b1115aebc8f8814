-- One row per sampled application and chosen feature; rank is the value's place from 0 to 1.
with
sampled as (
    select application_id from scores order by md5(application_id) limit $applications
)
select
    contributions.feature as name,
    contributions.contribution,
    case
        when contributions.value is not null
        then percent_rank() over (
            partition by contributions.feature, contributions.value is null
            order by contributions.value
        )
    end as rank
from contributions
semi join sampled using (application_id)
where list_contains($names, contributions.feature)
order by contributions.feature, contributions.contribution

-- One row per driver group: the mean size of its joint contribution in log-odds.
with grouped as (
    select
        contributions.application_id,
        coalesce(feature_catalogue.driver_group, 'Application details') as driver_group,
        sum(contributions.contribution) as contribution,
        count(*) as features
    from contributions
    left join feature_catalogue on feature_catalogue.name = contributions.feature
    group by contributions.application_id, coalesce(feature_catalogue.driver_group, 'Application details')
)

select
    driver_group,
    avg(abs(contribution)) as importance,
    max(features) as features,
    count(*) as n
from grouped
group by driver_group
order by importance desc, driver_group

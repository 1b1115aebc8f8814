-- One row per cohort and driver group: the mean of the group's joint contribution.
with
member as (
    select
        scores.application_id,
        case $by
            when 'grade' then scores.grade
            when 'decision' then offers.decision
            when 'industry' then merchants.industry
            when 'region' then merchants.region
        end as cohort
    from scores
    join applications using (application_id)
    join merchants using (merchant_id)
    left join offers using (application_id)
),
sizes as (select cohort, count(*) as n from member where cohort is not null group by cohort),
joint as (
    select
        contributions.application_id,
        coalesce(feature_catalogue.driver_group, 'Application details') as driver_group,
        sum(contributions.contribution) as contribution
    from contributions
    left join feature_catalogue on feature_catalogue.name = contributions.feature
    group by all
)
select
    sizes.cohort,
    sizes.n,
    joint.driver_group,
    avg(joint.contribution) as contribution
from joint
join member using (application_id)
join sizes on sizes.cohort = member.cohort
group by sizes.cohort, sizes.n, joint.driver_group
order by sizes.cohort, joint.driver_group

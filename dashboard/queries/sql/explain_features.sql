-- One row per scored feature: how far it moves scores and whether value and contribution agree.
with
ranked as (
    select
        feature,
        contribution,
        value,
        rank() over (partition by feature, value is null order by value)
            + (count(*) over (partition by feature, value) - 1) / 2.0 as value_rank,
        rank() over (partition by feature, value is null order by contribution)
            + (count(*) over (partition by feature, value is null, contribution) - 1) / 2.0
            as contribution_rank
    from contributions
),
measured as (
    select
        feature,
        avg(abs(contribution)) as importance,
        max(contribution) - min(contribution) as moves,
        max(contribution) as most_raising,
        min(contribution) as most_lowering,
        case
            when stddev_pop(value_rank) filter (where value is not null) > 0
                and stddev_pop(contribution_rank) filter (where value is not null) > 0
            then corr(value_rank, contribution_rank) filter (where value is not null)
        end as found,
        count(*) filter (where value is null) as missing,
        count(*) as n
    from ranked
    group by feature
)
select
    measured.feature as name,
    coalesce(feature_catalogue.label, measured.feature) as label,
    coalesce(feature_catalogue.driver_group, 'Application details') as driver_group,
    feature_catalogue.meaning,
    feature_catalogue.unit,
    feature_catalogue.direction,
    measured.importance,
    measured.moves,
    measured.most_raising,
    measured.most_lowering,
    measured.found,
    measured.missing,
    measured.n
from measured
left join feature_catalogue on feature_catalogue.name = measured.feature
order by measured.importance desc, measured.feature

-- One row per scored feature: how far it moves scores and whether value and contribution agree.
select
    stored.name,
    coalesce(feature_catalogue.label, stored.name) as label,
    coalesce(feature_catalogue.driver_group, 'Application details') as driver_group,
    feature_catalogue.meaning,
    feature_catalogue.unit,
    feature_catalogue.direction,
    stored.importance,
    stored.most_raising - stored.most_lowering as moves,
    stored.most_raising,
    stored.most_lowering,
    stored.found,
    stored.missing,
    stored.n
from explain_importance as stored
left join feature_catalogue on feature_catalogue.name = stored.name
where stored.kind = 'all' and stored.level = 'feature'
order by stored.importance desc, stored.name

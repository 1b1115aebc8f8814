-- One row per month of application and driver group or feature: its movement and its place.
select
    stored.month,
    coalesce(feature_catalogue.label, stored.name) as name,
    stored.importance,
    stored.contribution,
    stored.mean_value,
    stored.place,
    stored.n
from explain_months as stored
left join feature_catalogue
    on stored.level = 'feature' and feature_catalogue.name = stored.name
where stored.level = $level
order by stored.month, stored.place

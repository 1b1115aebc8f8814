-- One row per catalogued feature.
select label, meaning, unit, window_days, feed, direction, driver_group, reason, owner, scored, name
from feature_catalogue
order by driver_group, label

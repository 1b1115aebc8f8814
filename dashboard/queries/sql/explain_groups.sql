-- One row per driver group: the mean size of its joint contribution, the strongest first.
select name as driver_group, importance, features, n
from explain_importance
where kind = 'all' and level = 'group'
order by importance desc, driver_group

-- One row per cohort and driver group: the mean of the group's joint contribution.
select cohort, n, name as driver_group, contribution, importance
from explain_importance
where kind = $kind and level = 'group'
order by cohort, driver_group

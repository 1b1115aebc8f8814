-- One row: how many applications lack the feature, and what that adds to their score on average.
select count(*) as n, coalesce(avg(contribution), 0) as contribution
from contributions
where feature = $feature and value is null and text_value is null

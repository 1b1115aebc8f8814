-- One row per scored feature: the mean size of its contribution in log-odds.
select
    feature,
    avg(abs(contribution)) as importance,
    count(*) as n
from contributions
group by feature
order by importance desc, feature

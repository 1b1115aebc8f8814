-- One row per day of an application, over the days of the whole market before it.
select
    c.cut_day,
    /* measures */
from (select distinct cut_day from cuts) as c
join market_days as m on m.day < c.cut_day and m.day >= c.cut_day - 455
group by c.cut_day

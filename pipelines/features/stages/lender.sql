-- One row per day of an application before which the lender had made a loan: without one, earlier
-- loans are missing rather than none.
select
    c.cut_day,
    /* measures */
from (select distinct cut_day from cuts) as c
join (select min(day) as first_day from loan_days) as l on l.first_day < c.cut_day
group by c.cut_day

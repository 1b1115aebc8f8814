-- One row per application, over the days with a sale of the 365 before the cut. Day 0, 1970-01-01,
-- was a Thursday.
select
    a.application_id,
    /* measures */
from cuts as a
join merchant_days as d
    on d.merchant_id = a.merchant_id
    and d.day < a.cut_day
    and d.day >= a.cut_day - 365
where d.sale_count > 0
group by a.application_id

-- One row per application, over the days from one day with a sale to the next among the 365 before
-- the cut.
select
    g.application_id,
    /* measures */
from (
    select
        a.application_id,
        d.day - lag(d.day) over (partition by a.application_id order by d.day) as gap
    from cuts as a
    join merchant_days as d
        on d.merchant_id = a.merchant_id
        and d.day < a.cut_day
        and d.day >= a.cut_day - 365
    where d.sale_count > 0
) as g
group by g.application_id

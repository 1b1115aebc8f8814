-- One row per application, over the whole 30-day months since the first sale (the first one even if
-- it is not whole), of the twelve before the cut, in which something was sold.
select
    m.application_id,
    /* measures */
from (
    select
        a.application_id,
        cast(floor((a.cut_day - 1 - d.day) / 30) as bigint) as month,
        cast(sum(d.sale_cents) as bigint) as sale_cents,
        cast(floor(sum(d.sale_cents) / 100) as bigint) as sales
    from cuts as a
    join days as h on h.application_id = a.application_id
    join merchant_days as d
        on d.merchant_id = a.merchant_id
        and d.day < a.cut_day
        and d.day >= a.cut_day - 360
    where d.sale_count > 0
        and floor((a.cut_day - 1 - d.day) / 30) < greatest(1, floor(h.tenure_days / 30))
    group by a.application_id, cast(floor((a.cut_day - 1 - d.day) / 30) as bigint)
) as m
group by m.application_id

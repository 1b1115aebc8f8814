-- One row per application, over the whole weeks since the first sale, of the 52 before the cut, in
-- which something was sold.
select
    w.application_id,
    /* measures */
from (
    select
        a.application_id,
        cast(floor((a.cut_day - 1 - d.day) / 7) as bigint) as week,
        cast(floor(sum(d.sale_cents) / 100) as bigint) as sales
    from cuts as a
    join days as h on h.application_id = a.application_id
    join merchant_days as d
        on d.merchant_id = a.merchant_id
        and d.day < a.cut_day
        and d.day >= a.cut_day - 364
    where d.sale_count > 0 and floor((a.cut_day - 1 - d.day) / 7) < floor(h.tenure_days / 7)
    group by a.application_id, cast(floor((a.cut_day - 1 - d.day) / 7) as bigint)
) as w
group by w.application_id

-- One row per application of a merchant with a request on an earlier day, over those requests.
select
    r.application_id,
    /* measures */
from (
    select
        a.application_id,
        a.cut_day - date_diff('day', date '1970-01-01', cast(e.applied_at as date)) as age
    from cuts as a
    join applications as e
        on e.merchant_id = a.merchant_id
        and date_diff('day', date '1970-01-01', cast(e.applied_at as date)) < a.cut_day
        and date_diff('day', date '1970-01-01', cast(e.applied_at as date)) >= a.cut_day - 365
) as r
group by r.application_id

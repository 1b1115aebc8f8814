-- One row per application and span of days before the cut, with what became known in the span. `age`
-- is the span's far edge in days; every window of a feature is made of whole spans.
select
    a.application_id,
    case
        when d.day >= a.cut_day - 7 then 7
        when d.day >= a.cut_day - 14 then 14
        when d.day >= a.cut_day - 30 then 30
        when d.day >= a.cut_day - 35 then 35
        when d.day >= a.cut_day - 60 then 60
        when d.day >= a.cut_day - 90 then 90
        when d.day >= a.cut_day - 180 then 180
        when d.day >= a.cut_day - 275 then 275
        when d.day >= a.cut_day - 360 then 360
        when d.day >= a.cut_day - 365 then 365
        when d.day >= a.cut_day - 395 then 395
        when d.day >= a.cut_day - 455 then 455
        when d.day >= a.cut_day - 545 then 545
        else 1000000
    end as age,
    sum(d.sale_count + d.refund_count + d.chargeback_count + d.void_count) as sales_events,
    sum(d.purchase_count + d.purchase_reversal_count) as purchases_events,
    sum(d.bank_count) as bank_events,
    /* measures */
from cuts as a
join merchant_days as d on d.merchant_id = a.merchant_id and d.day < a.cut_day
group by
    a.application_id,
    case
        when d.day >= a.cut_day - 7 then 7
        when d.day >= a.cut_day - 14 then 14
        when d.day >= a.cut_day - 30 then 30
        when d.day >= a.cut_day - 35 then 35
        when d.day >= a.cut_day - 60 then 60
        when d.day >= a.cut_day - 90 then 90
        when d.day >= a.cut_day - 180 then 180
        when d.day >= a.cut_day - 275 then 275
        when d.day >= a.cut_day - 360 then 360
        when d.day >= a.cut_day - 365 then 365
        when d.day >= a.cut_day - 395 then 395
        when d.day >= a.cut_day - 455 then 455
        when d.day >= a.cut_day - 545 then 545
        else 1000000
    end

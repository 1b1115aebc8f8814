-- One row per application of a merchant with a purchases feed, over its days before the cut.
select
    a.application_id,
    /* measures */
from cuts as a
join merchant_days as d on d.merchant_id = a.merchant_id and d.day < a.cut_day
where d.purchase_count + d.purchase_reversal_count > 0
group by a.application_id

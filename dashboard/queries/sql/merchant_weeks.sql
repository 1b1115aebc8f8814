-- One row per week (Monday) in which something became known of the merchant's sales.
select
    date_trunc('week', date '1970-01-01' + day)::date as week,
    sum(sale_cents)::bigint as sale_cents,
    sum(refund_cents + chargeback_cents)::bigint as returned_cents,
    sum(sale_count)::bigint as sales
from merchant_days
where merchant_id = $merchant_id
group by all
order by week

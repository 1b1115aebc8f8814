-- One row per week of one merchant ($merchant_id): dollars sold, of them in sums that are whole
-- multiples of 50, and the orders behind both.
select
    time_bucket(interval 7 day, occurred_at) as week,
    cast(sum(amount) as double) as dollars,
    coalesce(cast(sum(amount) filter (where amount % 50 = 0) as double), 0) as round_dollars,
    count(*) as orders,
    count(*) filter (where amount % 50 = 0) as round_orders
from read_parquet($sales)
where merchant_id = $merchant_id and kind = 'sale'
group by all
order by week

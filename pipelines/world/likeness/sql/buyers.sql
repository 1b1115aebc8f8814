-- One row per merchant with sales in the last 365 days: the largest buyer's share of their amount,
-- the number of equal buyers that would be as concentrated (1 / HHI), and the share of orders by
-- buyers who had bought before.
with recent as (
    select merchant_id, buyer_id, cast(sum(amount) as double) as dollars, count(*) as orders
    from read_parquet($sales)
    cross join (select max(known_at) as last_day from read_parquet($sales)) as book
    where kind = 'sale' and occurred_at >= last_day - interval 365 day
    group by all
),

firsts as (
    select merchant_id, buyer_id, min(occurred_at) as first_at
    from read_parquet($sales)
    where kind = 'sale'
    group by all
),

parts as (
    select
        recent.*,
        recent.dollars / sum(recent.dollars) over (partition by recent.merchant_id) as share,
        firsts.first_at >= book.last_day - interval 365 day as is_new
    from recent
    inner join firsts using (merchant_id, buyer_id)
    cross join (select max(known_at) as last_day from read_parquet($sales)) as book
)

select
    merchant_id,
    max(share) as largest,
    1 / sum(share * share) as equal_buyers,
    1 - cast(count(*) filter (where is_new) as double) / sum(orders) as repeat_share
from parts
group by merchant_id
order by merchant_id

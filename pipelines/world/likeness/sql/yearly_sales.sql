-- One row per merchant that sold for at least $least_days days: its sales a year, in dollars.
with span as (
    select cast(min(occurred_at) as date) as first_day from read_parquet($sales)
),

sold as (
    select
        merchant_id,
        cast(sum(amount) as double) as dollars,
        cast(max(occurred_at) as date) as last_day
    from read_parquet($sales)
    where kind = 'sale'
    group by merchant_id
),

selling as (
    select
        sold.merchant_id,
        sold.dollars,
        sold.last_day - greatest(merchants.joined_on, span.first_day) + 1 as days
    from sold
    inner join read_parquet($merchants) as merchants using (merchant_id)
    cross join span
)

select merchant_id, dollars * 365 / days as dollars_a_year
from selling
where days >= $least_days
order by merchant_id

-- One row per merchant that sold throughout the last two years and had joined 180 days before them:
-- the last year's sales over the year before.
with years as (
    select
        merchant_id,
        sum(amount) filter (where occurred_at >= last_day - interval 365 day) as after,
        sum(amount) filter (where occurred_at < last_day - interval 365 day) as before,
        max(occurred_at) as last_sale,
        any_value(last_day) as last_day
    from read_parquet($sales)
    cross join (select max(known_at) as last_day from read_parquet($sales)) as book
    where kind = 'sale' and occurred_at >= last_day - interval 730 day
    group by merchant_id
)

select years.merchant_id, cast(years.after as double) / cast(years.before as double) as ratio
from years
inner join read_parquet($merchants) as merchants using (merchant_id)
where merchants.joined_on < years.last_day - interval 910 day
    and years.last_sale > years.last_day - interval 30 day
    and years.before > 0
order by years.merchant_id

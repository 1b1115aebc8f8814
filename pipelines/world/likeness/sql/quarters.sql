-- One row per quarter of the year: its sales over the trend, averaged over merchants that sell
-- throughout, each counted alike. The trend is the centred average of four quarters.
with quarters as (
    select
        merchant_id,
        date_trunc('quarter', occurred_at) as began,
        cast(sum(amount) as double) as dollars
    from read_parquet($sales)
    where kind = 'sale'
    group by all
),

steady as (
    select quarters.merchant_id
    from quarters
    inner join read_parquet($merchants) as merchants using (merchant_id)
    group by quarters.merchant_id
    having count(*) = (select count(distinct began) from quarters)
        and max(merchants.joined_on) < (select min(began) from quarters) - interval 180 day
),

trends as (
    select
        began,
        dollars,
        (
            lag(dollars, 2) over own / 2 + lag(dollars) over own + dollars
            + lead(dollars) over own + lead(dollars, 2) over own / 2
        ) / 4 as trend
    from quarters
    semi join steady using (merchant_id)
    window own as (partition by merchant_id order by began)
)

select
    quarter(began) as quarter,
    avg(dollars / trend) as factor,
    (select count(*) from steady) as merchants
from trends
where trend is not null
group by all
order by quarter

-- One row: merchant-years sold, and merchants that stopped 45 or more days before the book's end.
with book as (
    select
        cast(min(occurred_at) as date) as first_day,
        cast(max(known_at) as date) as last_day
    from read_parquet($sales)
),

selling as (
    select
        max(cast(sales.occurred_at as date)) as last_sale,
        greatest(any_value(merchants.joined_on), any_value(book.first_day)) as from_day,
        any_value(book.last_day) as last_day
    from read_parquet($sales) as sales
    inner join read_parquet($merchants) as merchants using (merchant_id)
    cross join book
    where sales.kind = 'sale'
    group by sales.merchant_id
)

select
    count(*) as merchants,
    sum(last_sale - from_day) / 365 as years,
    count(*) filter (where last_sale < last_day - 45) as exits
from selling

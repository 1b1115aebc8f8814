-- One row per day with movements at one merchant's bank ($merchant_id): the balance after them.
select
    cast(occurred_at as date) as day,
    cast(last(balance_after order by occurred_at, event_id) as double) as balance
from read_parquet($bank)
where merchant_id = $merchant_id
group by all
order by day

-- One row per merchant with 12 or more months at the bank: its mean month-end balance in days of
-- its mean outflow.
with months as (
    select
        merchant_id,
        date_trunc('month', occurred_at) as month,
        last(balance_after order by occurred_at, event_id) as balance,
        coalesce(sum(-amount) filter (where amount < 0), 0) as outflow
    from read_parquet($bank)
    group by all
)

select
    merchant_id,
    cast(avg(balance) as double) / (cast(avg(outflow) as double) * 12 / 365) as days
from months
group by merchant_id
having count(*) >= 12 and avg(outflow) > 0
order by merchant_id

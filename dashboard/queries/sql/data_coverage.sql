-- One row per feed and month with events: how many, of how many merchants.
with
events as (
    select 'sales' as feed, occurred_at, merchant_id from sales
    union all
    select 'purchases', occurred_at, merchant_id from purchases
    union all
    select 'bank', occurred_at, merchant_id from bank
    union all
    select 'applications', applied_at, merchant_id from applications
    union all
    select 'loans', funded_at, merchant_id from loans
    union all
    select 'loan events', loan_events.occurred_at, loans.merchant_id
    from loan_events join loans using (loan_id)
)
select
    feed,
    date_trunc('month', occurred_at)::date as month,
    count(*) as events,
    count(distinct merchant_id) as merchants
from events
group by all
order by feed, month

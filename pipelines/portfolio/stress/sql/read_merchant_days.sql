-- One row per merchant of $merchant_ids and day with events up to $as_of: all days of the last 546,
-- and of those before them only the ones that features look for by themselves, the first and last with
-- a sale and the last with a chargeback, a purchase and a known balance.
with days as (
    select *
    from merchant_days
    where
        merchant_id in (select unnest($merchant_ids))
        and day <= date_diff('day', date '1970-01-01', $as_of)
),

old as (
    select * from days where day < date_diff('day', date '1970-01-01', $as_of) - 546
),

marks as (
    select
        merchant_id,
        min(case when sale_count > 0 then day end) as first_sale,
        max(case when sale_count > 0 then day end) as last_sale,
        max(case when chargeback_count > 0 then day end) as last_chargeback,
        max(case when purchase_count > 0 then day end) as last_purchase,
        max(case when lowest_balance_cents is not null then day end) as last_balance,
        max(case when bank_count > 0 then day end) as last_movement
    from old
    group by merchant_id
)

select * from days where day >= date_diff('day', date '1970-01-01', $as_of) - 546
union all
select old.*
from old
inner join marks using (merchant_id)
where old.day in (
    first_sale, last_sale, last_chargeback, last_purchase, last_balance, last_movement
)

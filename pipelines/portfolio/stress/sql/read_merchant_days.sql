-- One row per merchant of $merchant_ids and day with events up to $as_of: all days of the last 546,
-- and of those before them only the ones that features look for by themselves, the first and last with
-- a sale and the last with a chargeback, a purchase, a bank movement and a known balance.
with marks as (
    select
        merchant_id,
        min(case when sale_count > 0 then day end) as first_sale,
        max(case when sale_count > 0 then day end) as last_sale,
        max(case when chargeback_count > 0 then day end) as last_chargeback,
        max(case when purchase_count > 0 then day end) as last_purchase,
        max(case when bank_count > 0 then day end) as last_movement,
        max(case when lowest_balance_cents is not null then day end) as last_balance
    from merchant_days
    where
        merchant_id in (select unnest($merchant_ids))
        and day < date_diff('day', date '1970-01-01', $as_of) - 546
    group by merchant_id
),

kept as (
    select distinct merchant_id, day
    from (
        select
            merchant_id,
            unnest([
                first_sale, last_sale, last_chargeback, last_purchase, last_movement, last_balance
            ]) as day
        from marks
    )
    where day is not null
)

select *
from merchant_days
where
    merchant_id in (select unnest($merchant_ids))
    and day between date_diff('day', date '1970-01-01', $as_of) - 546
    and date_diff('day', date '1970-01-01', $as_of)
union all
select merchant_days.*
from merchant_days
inner join kept using (merchant_id, day)

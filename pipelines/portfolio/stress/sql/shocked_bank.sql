-- One row per bank movement since the onset under the shock: takings follow the sales of the week
-- before, payments to suppliers the purchases; advances and what the owner puts in or takes out stay.
-- A balance is less by all that came in less and went out more since the onset.
create or replace table shocked.bank_events as
with moved as (
    select
        bank.*,
        cast(round(
            case
                when lower(coalesce(bank.category, '')) in ('other lender', 'owner transfer')
                    then bank.amount_cents
                when bank.amount_cents > 0 then bank.amount_cents * factors.money_in
                when lower(coalesce(bank.category, '')) = 'supplier'
                    then bank.amount_cents * factors.to_suppliers
                else bank.amount_cents
            end
        ) as bigint) as moved_cents
    from calm.bank as bank
    inner join shocked.factors as factors
        on bank.merchant_id = factors.merchant_id and bank.day = factors.day
)

select
    merchant_id,
    known_at,
    category,
    moved_cents as amount_cents,
    cast(balance_after_cents + sum(moved_cents - amount_cents) over (
        partition by merchant_id
        order by occurred_at, event_id
        rows unbounded preceding
    ) as bigint) as balance_after_cents
from moved

-- One row per named row of a bank file, typed, with the reasons that keep it out.
create or replace temp table staged as
with typed as (
    select
        row_number,
        stated(merchant_id) as merchant_id,
        coalesce(stated(event_id), concat($file_name, ':', row_number)) as event_id,
        time_of(occurred_at, $date_format) as occurred_at,
        known_at as known_text,
        time_of(known_at, $date_format) as stated_known_at,
        cents_of(amount, $amount_unit) as amount_cents,
        balance_after as balance_text,
        cents_of(balance_after, $amount_unit) as balance_after_cents,
        stated(category) as category
    from named
),
known as (
    select *, case when known_text is null then occurred_at else stated_known_at end as known_at
    from typed
)
select
    row_number,
    given([
        case when merchant_id is null then 'merchant_id is missing' end,
        case when occurred_at is null then 'occurred_at is missing or not a date' end,
        case when is_future(occurred_at) then 'occurred_at lies after the day of the import' end,
        case when known_text is not null and known_at is null then 'known_at is not a date' end,
        case when known_at < occurred_at then 'known_at is before occurred_at' end,
        case when amount_cents is null then 'amount is missing or not a number' end,
        case
            when balance_text is not null and balance_after_cents is null
                then 'balance_after is not a number'
        end
    ]) as reasons,
    merchant_id,
    event_id,
    occurred_at,
    known_at,
    amount_cents,
    balance_after_cents,
    category
from known

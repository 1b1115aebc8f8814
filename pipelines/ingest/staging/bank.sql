-- One row per named row of a bank file, typed, with the reasons that keep it out.
create or replace temp table staged as
with typed as (
    select
        row_number,
        nullif(trim(merchant_id), '') as merchant_id,
        coalesce(nullif(trim(event_id), ''), concat($file_name, ':', row_number)) as event_id,
        case
            when $date_format is null then try_cast(occurred_at as timestamp)
            else try_strptime(occurred_at, $date_format)
        end as occurred_at,
        known_at as known_text,
        case
            when $date_format is null then try_cast(known_at as timestamp)
            else try_strptime(known_at, $date_format)
        end as stated_known_at,
        case
            when regexp_full_match(trim(amount), '[+-]?\d+(\.\d*)?([eE][+-]?\d+)?')
                then try_cast(round(try_cast(trim(amount) as decimal(38, 6)) * $amount_unit) as bigint)
        end as amount_cents,
        balance_after as balance_text,
        case
            when regexp_full_match(trim(balance_after), '[+-]?\d+(\.\d*)?([eE][+-]?\d+)?')
                then try_cast(
                    round(try_cast(trim(balance_after) as decimal(38, 6)) * $amount_unit) as bigint
                )
        end as balance_after_cents,
        nullif(trim(category), '') as category
    from named
),
known as (
    select *, case when known_text is null then occurred_at else stated_known_at end as known_at
    from typed
)
select
    row_number,
    list_filter([
        case when merchant_id is null then 'merchant_id is missing' end,
        case when occurred_at is null then 'occurred_at is missing or not a date' end,
        case when known_text is not null and known_at is null then 'known_at is not a date' end,
        case when known_at < occurred_at then 'known_at is before occurred_at' end,
        case when amount_cents is null then 'amount is missing or not a number' end,
        case
            when balance_text is not null and balance_after_cents is null
                then 'balance_after is not a number'
        end
    ], lambda reason: reason is not null) as reasons,
    merchant_id,
    event_id,
    occurred_at,
    known_at,
    amount_cents,
    balance_after_cents,
    category
from known

-- One row per named row of a loan events file, typed, with the reasons that keep it out.
create or replace temp table staged as
with typed as (
    select
        row_number,
        stated(loan_id) as loan_id,
        coalesce(stated(event_id), concat($file_name, ':', row_number)) as event_id,
        time_of(occurred_at, $date_format) as occurred_at,
        known_at as known_text,
        time_of(known_at, $date_format) as stated_known_at,
        lower(stated(kind)) as kind,
        cents_of(amount, $amount_unit) as amount_cents
    from named
),
known as (
    select *, case when known_text is null then occurred_at else stated_known_at end as known_at
    from typed
)
select
    row_number,
    given([
        case when loan_id is null then 'loan_id is missing' end,
        case when occurred_at is null then 'occurred_at is missing or not a date' end,
        case when is_future(occurred_at) then 'occurred_at lies after the day of the import' end,
        case when known_text is not null and known_at is null then 'known_at is not a date' end,
        case when known_at < occurred_at then 'known_at is before occurred_at' end,
        case when amount_cents is null then 'amount is missing or not a number' end,
        case when amount_cents <= 0 then 'amount is not above zero' end,
        case
            when kind is null or kind not in ('payment', 'refund', 'charge_off', 'recovery')
                then 'kind is not one of payment, refund, charge_off, recovery'
        end
    ]) as reasons,
    loan_id,
    event_id,
    occurred_at,
    known_at,
    kind,
    amount_cents
from known

-- One row per named row of a sales file, typed, with the reasons that keep it out.
create or replace temp table staged as
with typed as (
    select
        row_number,
        stated(merchant_id) as merchant_id,
        coalesce(stated(event_id), concat($file_name, ':', row_number)) as event_id,
        time_of(occurred_at, $date_format) as occurred_at,
        known_at as known_text,
        time_of(known_at, $date_format) as known_at,
        cents_of(amount, $amount_unit) as signed_cents,
        lower(stated(kind)) as kind,
        stated(buyer_id) as buyer_id,
        stated(channel) as channel
    from named
),
signed as (
    select
        * exclude (kind, known_at),
        coalesce(kind, case when signed_cents < 0 then 'refund' else 'sale' end) as kind,
        abs(signed_cents) as amount_cents,
        case when known_text is null then occurred_at else known_at end as known_at
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
        case when amount_cents = 0 then 'amount is zero: no money moved' end,
        case
            when kind not in ('sale', 'refund', 'chargeback', 'void')
                then concat('kind ', kind, ' is not one of ', 'sale, refund, chargeback, void')
        end
    ]) as reasons,
    merchant_id,
    event_id,
    occurred_at,
    known_at,
    kind,
    amount_cents,
    buyer_id,
    channel
from signed

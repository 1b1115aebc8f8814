-- One row per named row of an applications file, typed, with the reasons that keep it out.
create or replace temp table staged as
with typed as (
    select
        row_number,
        stated(application_id) as application_id,
        coalesce(stated(merchant_id), trim(application_id)) as merchant_id,
        time_of(applied_at, $date_format) as applied_at,
        stated(cast(order_amount as varchar)) as order_text,
        cents_of(order_amount, $amount_unit) as order_amount_cents,
        stated(supplier_id) as supplier_id,
        stated(is_default) as default_text,
        case
            when lower(trim(is_default)) in ('1', '1.0', 'true', 't', 'yes', 'y', '是') then true
            when lower(trim(is_default)) in ('0', '0.0', 'false', 'f', 'no', 'n', '否') then false
        end as is_default,
        observed_through as observed_text,
        time_of(observed_through, $date_format) as observed_at
    from named
)
select
    row_number,
    given([
        case when application_id is null then 'application_id is missing' end,
        case when applied_at is null then 'applied_at is missing or not a date' end,
        case when is_future(applied_at) then 'applied_at lies after the day of the import' end,
        case
            when order_text is not null and order_amount_cents is null
                then 'order_amount is not a number'
        end,
        case when order_amount_cents <= 0 then 'order_amount is not above zero' end,
        case
            when default_text is not null and is_default is null
                then 'is_default is not understood: write 1/0, true/false, yes/no or 是/否'
        end,
        case
            when observed_text is not null and observed_at is null
                then 'observed_through is not a date'
        end,
        case when observed_at < applied_at then 'observed_through is before applied_at' end
    ]) as reasons,
    application_id,
    merchant_id,
    applied_at,
    order_amount_cents,
    supplier_id,
    is_default,
    cast(observed_at as date) as observed_through
from typed

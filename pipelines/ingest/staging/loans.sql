-- One row per named row of a loans file, typed, with the reasons that keep it out.
create or replace temp table staged as
with typed as (
    select
        row_number,
        stated(loan_id) as loan_id,
        stated(application_id) as application_id,
        stated(merchant_id) as merchant_id,
        time_of(funded_at, $date_format) as funded_at,
        cents_of(principal, $amount_unit) as principal_cents,
        try_cast(monthly_rates as double[]) as monthly_rates
    from named
)
select
    row_number,
    given([
        case when loan_id is null then 'loan_id is missing' end,
        case when application_id is null then 'application_id is missing' end,
        case when merchant_id is null then 'merchant_id is missing' end,
        case when funded_at is null then 'funded_at is missing or not a date' end,
        case when is_future(funded_at) then 'funded_at lies after the day of the import' end,
        case when principal_cents is null then 'principal is missing or not a number' end,
        case when principal_cents <= 0 then 'principal is not above zero' end,
        case
            when coalesce(len(monthly_rates), 0) = 0
                then 'monthly_rates is not a list of rates such as [0.0125, 0.0125, 0.0025]'
        end,
        case
            when len(list_filter(monthly_rates, lambda rate: rate is null or rate < 0 or rate > 1)) > 0
                then 'monthly_rates holds a rate outside 0 to 1'
        end
    ]) as reasons,
    loan_id,
    application_id,
    merchant_id,
    funded_at,
    principal_cents,
    monthly_rates
from typed

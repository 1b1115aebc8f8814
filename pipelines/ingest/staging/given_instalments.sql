-- One row per named row of an instalments file, typed, with the reasons that keep it out.
create or replace temp table staged as
with typed as (
    select
        row_number,
        stated(loan_id) as loan_id,
        try_cast(number as integer) as number,
        cast(time_of(due_on, $date_format) as date) as due_on,
        cents_of(principal, $amount_unit) as principal_cents,
        cents_of(fee, $amount_unit) as fee_cents
    from named
)
select
    row_number,
    given([
        case when loan_id is null then 'loan_id is missing' end,
        case when coalesce(number, 0) < 1 then 'number is not a whole number from 1' end,
        case when due_on is null then 'due_on is missing or not a date' end,
        case when principal_cents is null then 'principal is missing or not a number' end,
        case when principal_cents < 0 then 'principal is below zero' end,
        case when fee_cents is null then 'fee is missing or not a number' end,
        case when fee_cents < 0 then 'fee is below zero' end
    ]) as reasons,
    loan_id,
    number,
    due_on,
    principal_cents,
    fee_cents
from typed

-- One row per named row of a loan tape, typed, with the reasons that keep it out. Money that a tape
-- leaves empty is nothing paid; principal paid is what is neither owed nor charged off, where the tape
-- does not say it or says it within a cent of that.
create or replace temp table staged as
with typed as (
    select
        row_number,
        stated(loan_id) as loan_id,
        coalesce(stated(borrower_id), stated(loan_id)) as borrower_id,
        stated(industry) as industry,
        stated(country) as country,
        stated(region) as region,
        stated(supplier_id) as supplier_id,
        cast(time_of(issued_on, $date_format) as date) as issued_on,
        cents_of(amount, $amount_unit) as principal_cents,
        try_cast(regexp_extract(term_months, '^\s*(\d{1,3})(\.0*)?\s*(months?)?\s*$', 1) as integer)
            as term_months,
        try_cast(rtrim(trim(annual_rate), '% ') as double) / $rate_unit as annual_rate,
        stated(cast(instalment as varchar)) as instalment_text,
        cents_of(instalment, $amount_unit) as instalment_cents,
        stated(status) as status,
        cast($standings as varchar[])[list_position(cast($statuses as varchar[]), stated(status))]
            as stated_standing,
        cast($late_froms as integer[])[list_position(cast($statuses as varchar[]), stated(status))] as late_from,
        cast($late_tos as integer[])[list_position(cast($statuses as varchar[]), stated(status))] as late_to,
        cents_of(balance, $amount_unit) as balance_cents,
        stated(cast(paid_principal as varchar)) as paid_principal_text,
        cents_of(paid_principal, $amount_unit) as stated_principal_cents,
        stated(cast(paid_interest as varchar)) as paid_interest_text,
        cents_of(paid_interest, $amount_unit) as stated_interest_cents,
        stated(cast(paid_fees as varchar)) as paid_fees_text,
        cents_of(paid_fees, $amount_unit) as stated_fee_cents,
        stated(cast(charged_off as varchar)) as charged_off_text,
        cents_of(charged_off, $amount_unit) as stated_charge_off_cents,
        stated(cast(recovered as varchar)) as recovered_text,
        cents_of(recovered, $amount_unit) as stated_recovery_cents,
        stated(cast(last_paid_on as varchar)) as last_paid_text,
        cast(time_of(last_paid_on, $date_format) as date) as last_paid_on,
        stated(cast(charged_off_on as varchar)) as charged_off_on_text,
        cast(time_of(charged_off_on, $date_format) as date) as charged_off_on,
        (select as_of from book) as as_of
    from named
),
balanced as (
    select
        *,
        -- Current, and nothing owed: paid, whether or not the servicer has closed it.
        case when stated_standing = 'current' and balance_cents = 0 then 'paid' else stated_standing end
            as standing,
        case
            when stated_standing <> 'charged off' then coalesce(stated_charge_off_cents, 0)
            else coalesce(
                nullif(stated_charge_off_cents, 0),
                principal_cents - balance_cents - coalesce(stated_principal_cents, 0)
            )
        end as charged_off_cents,
        principal_cents - balance_cents - charged_off_cents as paid_principal_cents,
        coalesce(stated_interest_cents, 0) as paid_interest_cents,
        coalesce(stated_fee_cents, 0) as paid_fee_cents,
        coalesce(stated_recovery_cents, 0) as recovered_cents
    from typed
)
select
    row_number,
    given([
        case when loan_id is null then 'loan_id is missing' end,
        case when issued_on is null then 'issued_on is missing or not a date' end,
        case when issued_on > as_of then 'issued_on is after the as-of date' end,
        case when principal_cents is null then 'amount is missing or not a number' end,
        case when principal_cents <= 0 then 'amount is not above zero' end,
        case when coalesce(term_months, 0) < 1 then 'term_months is not a number of months' end,
        case
            when annual_rate is null or not isfinite(annual_rate)
                then 'annual_rate is missing or not a number'
        end,
        case
            when annual_rate < 0 or annual_rate > 5
                then 'annual_rate is outside 0 to 500 % a year: check rate_unit'
        end,
        case when instalment_text is not null and coalesce(instalment_cents, 0) <= 0
            then 'instalment is not a number above zero' end,
        case when status is null then 'status is missing' end,
        case when status is not null and standing is null
            then concat('status "', status, '" is not in [status] of the mapping') end,
        case when balance_cents is null then 'balance is missing or not a number' end,
        case when balance_cents < 0 then 'balance is below zero' end,
        case when paid_principal_text is not null and stated_principal_cents is null
            then 'paid_principal is not a number' end,
        case when paid_interest_text is not null and coalesce(stated_interest_cents, -1) < 0
            then 'paid_interest is not a number from zero' end,
        case when paid_fees_text is not null and coalesce(stated_fee_cents, -1) < 0
            then 'paid_fees is not a number from zero' end,
        case when charged_off_text is not null and coalesce(stated_charge_off_cents, -1) < 0
            then 'charged_off is not a number from zero' end,
        case when recovered_text is not null and coalesce(stated_recovery_cents, -1) < 0
            then 'recovered is not a number from zero' end,
        case when recovered_cents > 0 and standing <> 'charged off'
            then 'recovered is above zero though nothing is charged off' end,
        case when paid_principal_cents < 0
            then 'balance and charge-off are more than the amount lent' end,
        case when abs(stated_principal_cents - paid_principal_cents) > 1
            then 'amount less paid_principal and charged_off is not the balance' end,
        case when standing = 'late' and balance_cents = 0
            then 'status is of a late loan and the balance is zero' end,
        case when standing = 'paid' and balance_cents > 0
            then 'status is of a paid loan and the balance is above zero' end,
        case when standing = 'charged off' and balance_cents > 0
            then 'status is charged off and the balance is above zero' end,
        case when standing = 'charged off' and charged_off_cents <= 0
            then 'status is charged off and nothing is left to charge off' end,
        case when standing <> 'charged off' and charged_off_cents > 0
            then 'charged_off is above zero though the status is another' end,
        case when date_diff('day', issued_on, as_of) < late_from
            then 'issued too recently to be as late as its status says' end,
        case when last_paid_text is not null and last_paid_on is null
            then 'last_paid_on is not a date' end,
        case when last_paid_on < issued_on then 'last_paid_on is before issued_on' end,
        case when last_paid_on > as_of then 'last_paid_on is after the as-of date' end,
        case when charged_off_on_text is not null and charged_off_on is null
            then 'charged_off_on is not a date' end,
        case when charged_off_on < issued_on then 'charged_off_on is before issued_on' end,
        case when charged_off_on > as_of then 'charged_off_on is after the as-of date' end
    ]) as reasons,
    loan_id,
    borrower_id,
    industry,
    country,
    region,
    supplier_id,
    issued_on,
    principal_cents,
    term_months,
    annual_rate,
    instalment_cents,
    status,
    standing,
    late_from,
    late_to,
    balance_cents,
    paid_principal_cents,
    paid_interest_cents,
    paid_fee_cents,
    charged_off_cents,
    recovered_cents,
    last_paid_on,
    case when standing = 'charged off' then charged_off_on end as charged_off_on
from balanced

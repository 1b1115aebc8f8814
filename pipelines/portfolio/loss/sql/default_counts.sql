-- One row per status, step of the term and step of the next instalment (null after the last): the
-- judged loans seen there before any default.
--
-- Judged: the last instalment has been due for $window_months at $as_of. A step is a $steps-th of
-- the term, after it a month; where a step holds several month-ends, each counts a part.
-- In default: 90 days past due at a month-end or charged off; `missed` is the oldest instalment
-- then unpaid. at_risk had missed nothing for good yet, and `missing` of them miss the next
-- instalment. owed_cents is what loans that went on to default owed here, defaulted_cents what the
-- same loans owed at their default.
with terms as (
    select
        loan_id,
        len(monthly_rates) as instalments,
        least(1.0, $steps / len(monthly_rates)) as part
    from loans
    where
        last_day(
            cast(funded_at as date)
            + to_months(cast(len(monthly_rates) + $window_months as integer))
        ) <= $as_of
),

defaults as (
    select
        loan_months.loan_id,
        min(loan_months.month_end) as defaulted_on,
        arg_min(
            loan_months.balance_cents + loan_months.charged_off_cents, loan_months.month_end
        ) as defaulted_cents,
        greatest(1, least(any_value(terms.instalments), arg_min(
            loan_months.months_on_book - datediff(
                'month',
                loan_months.month_end - cast(loan_months.days_past_due as integer),
                loan_months.month_end
            ),
            loan_months.month_end
        ))) as missed
    from loan_months
    inner join terms using (loan_id)
    where
        loan_months.month_end <= $as_of
        and (loan_months.days_past_due >= 90 or loan_months.status = 'charged off')
        and loan_months.months_on_book <= terms.instalments + $window_months
    group by loan_months.loan_id
),

places as (
    select
        loan_months.status,
        least(
            case
                when loan_months.months_on_book <= terms.instalments
                    then loan_months.months_on_book * $steps // terms.instalments
                else $steps + loan_months.months_on_book - terms.instalments
            end,
            $last_step
        ) as step,
        case
            when loan_months.months_on_book < terms.instalments
                then cast(ceil((loan_months.months_on_book + 1) * $steps / terms.instalments)
                    as integer)
        end as next_step,
        loan_months.balance_cents,
        loan_months.months_on_book,
        terms.part,
        defaults.defaulted_on is not null as is_default,
        defaults.defaulted_cents,
        defaults.missed
    from loan_months
    inner join terms using (loan_id)
    left join defaults using (loan_id)
    where
        loan_months.month_end <= $as_of
        and loan_months.balance_cents > 0
        and loan_months.days_past_due < 90
        and loan_months.month_end < coalesce(defaults.defaulted_on, date '9999-12-31')
)

select
    status,
    cast(step as integer) as step,
    next_step,
    cast(sum(part) as double) as loans,
    cast(coalesce(sum(part) filter (where is_default), 0) as double) as defaulted,
    cast(coalesce(sum(part) filter (where not is_default or missed > months_on_book), 0) as double)
        as at_risk,
    cast(coalesce(sum(part) filter (where missed = months_on_book + 1), 0) as double) as missing,
    cast(coalesce(sum(balance_cents) filter (where is_default), 0) as double) as owed_cents,
    cast(coalesce(sum(defaulted_cents) filter (where is_default), 0) as double) as defaulted_cents,
    (select count(*) from terms) as judged_loans,
    (select count(*) from defaults) as defaulted_loans
from places
group by all
order by all

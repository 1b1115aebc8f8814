-- One row per loan of the tape's import $import_id and monthly due date, to the end of its term and at
-- least to the one after the as-of date: what its contract would have repaid by then, an annuity at a
-- twelfth of the annual rate, and the interest earned with it.
create or replace temp table tape_contract as
with terms as (
    select
        loan_id,
        issued_on,
        principal_cents,
        term_months,
        annual_rate / 12 as rate,
        coalesce(
            cast(instalment_cents as double),
            case
                when rate = 0 then principal_cents / term_months
                else principal_cents * rate / (1 - pow(1 + rate, -term_months))
            end
        ) as instalment,
        greatest(
            term_months, date_diff('month', issued_on, (select as_of from book)) + 1
        ) as due_dates
    from loan_tape
    where import_id = $import_id
),
numbered as (
    select *, unnest(generate_series(1, due_dates)) as number from terms
),
grown as (
    select
        *,
        case
            when rate = 0 then principal_cents - instalment * number
            else principal_cents * pow(1 + rate, number)
                - instalment * (pow(1 + rate, number) - 1) / rate
        end as left_over
    from numbered
)
select
    loan_id,
    cast(number as integer) as number,
    cast(issued_on + to_months(cast(number as integer)) as date) as due_on,
    case
        when number >= term_months then principal_cents
        else cast(round(least(greatest(principal_cents - left_over, 0), principal_cents)) as bigint)
    end as principal_so_far,
    max(
        case
            when rate > 0 and number <= term_months
                then greatest(instalment * number - (principal_cents - left_over), 0)
            else 0
        end
    ) over (partition by loan_id order by number) as interest_so_far,
    rate,
    instalment
from grown

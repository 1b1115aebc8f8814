-- One row per month-end of the last $months, group of merchants, age at the month-end before and pair
-- of statuses at the two: loans, what they owed before, and what of it is still owed or charged off.
with dealt as (
    select
        merchant_id,
        row_number() over (order by merchant_id) % cast($groups as integer) as merchant_group
    from (select distinct merchant_id from loans) as lent_to
)

select
    later.month_end,
    cast(dealt.merchant_group as integer) as merchant_group,
    least(earlier.months_on_book, cast($oldest as integer)) as age,
    earlier.status as from_status,
    later.status as to_status,
    count(*) as loans,
    cast(sum(earlier.balance_cents) as bigint) as owed_cents,
    cast(
        sum(
            greatest(
                least(later.balance_cents + later.charged_off_cents, earlier.balance_cents), 0
            )
        ) as bigint
    ) as kept_cents
from loan_months as earlier
inner join loan_months as later
    on earlier.loan_id = later.loan_id
    and last_day(earlier.month_end + interval 1 month) = later.month_end
inner join loans on earlier.loan_id = loans.loan_id
inner join dealt on loans.merchant_id = dealt.merchant_id
where
    earlier.status not in ('paid', 'charged off')
    and later.month_end > last_day(
        (select max(month_end) from loan_months) - to_months(cast($months as integer))
    )
group by all
order by all

-- One row per age and status at the month-end $month_end: the open loans, what they owe and the sum
-- of its squares, in whole units of currency.
select
    least(months_on_book, cast($oldest as integer)) as age,
    status,
    count(*) as loans,
    cast(sum(balance_cents) as bigint) as balance_cents,
    sum((balance_cents / 100.0) * (balance_cents / 100.0)) as squares
from loan_months
where month_end = $month_end and status not in ('paid', 'charged off')
group by all
order by all

-- One row per pair of statuses at two month-ends that follow one another, over the last $months
-- months: how many loans went from the one to the other.
with recent as (
    select loan_id, month_end, status
    from loan_months
    where month_end >= last_day(
        (select max(month_end) from loan_months) - to_months(cast($months as integer))
    )
)

select
    earlier.status as from_status,
    later.status as to_status,
    count(*) as loans
from recent as earlier
inner join recent as later
    on earlier.loan_id = later.loan_id
    and last_day(earlier.month_end + interval 1 month) = later.month_end
where earlier.status not in ('paid', 'charged off')
group by all
order by all

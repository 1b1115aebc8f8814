-- One row per pair of statuses at two month-ends that follow one another, over the last $months
-- months: how many loans went from the one to the other.
select
    earlier.status as from_status,
    later.status as to_status,
    count(*) as loans
from loan_months as earlier
inner join loan_months as later
    on earlier.loan_id = later.loan_id
    and last_day(earlier.month_end + interval 1 month) = later.month_end
where
    earlier.status not in ('paid', 'charged off')
    and later.month_end > last_day(
        (select max(month_end) from loan_months) - to_months(cast($months as integer))
    )
group by all
order by all

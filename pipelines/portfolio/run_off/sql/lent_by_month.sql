-- One row per month-end of the year up to $month_end: what was lent in the month.
select
    month_end,
    cast(sum(originated_cents) as bigint) as lent_cents
from loan_months
where month_end <= $month_end and month_end > last_day($month_end - interval 12 month)
group by month_end
order by month_end

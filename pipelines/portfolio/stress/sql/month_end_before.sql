-- One row: the last month-end of the panel before the day $happened_on, and the panel's last.
select
    max(case when month_end <= $happened_on then month_end end) as month_end,
    max(month_end) as last_month_end
from loan_months

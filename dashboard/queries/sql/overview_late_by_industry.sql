-- One row per industry at the last month-end: what is owed, and what of it is 30 or more days late.
select
    coalesce(merchants.industry, 'not stated') as industry,
    sum(loan_months.balance_cents)::bigint as balance_cents,
    coalesce(
        sum(loan_months.balance_cents) filter (where loan_months.days_past_due >= 30), 0
    )::bigint as late_cents
from loan_months
join loans using (loan_id)
join merchants using (merchant_id)
where loan_months.month_end = (select max(month_end) from loan_months)
group by all
order by late_cents desc, industry

-- One row per industry and region with a balance at the last month-end.
select
    coalesce(merchants.industry, 'not stated') as industry,
    coalesce(merchants.region, 'not stated') as region,
    count(distinct loans.merchant_id) as merchants,
    count(*) as loans,
    cast(sum(loan_months.balance_cents) as bigint) as balance_cents,
    cast(sum(case when loan_months.days_past_due >= 30 then loan_months.balance_cents else 0 end)
        as bigint) as late_cents
from loan_months
inner join loans using (loan_id)
inner join merchants using (merchant_id)
where
    loan_months.month_end = (select max(month_end) from loan_months)
    and loan_months.balance_cents > 0
group by all
order by balance_cents desc, industry, region

-- One row: a merchant that borrowed in distress and then failed. Those that were paying off another
-- lender in the 90 days before come first, then those that sell more than the median applicant and
-- keep less cash, then those whose sales had fallen most.
with asked as (
    select
        truth.merchant_id,
        truth.driver_sales_decline,
        applications.applied_at,
        truth.annual_revenue > (select median(annual_revenue) from read_parquet($truth))
        and truth.driver_thin_buffer > (select median(driver_thin_buffer) from read_parquet($truth))
            as is_telling
    from read_parquet($truth) as truth
    inner join read_parquet($applications) as applications using (application_id)
    where truth.in_distress and truth.would_default and truth.funded and not truth.is_fraud
)

select asked.merchant_id
from asked
left join read_parquet($bank) as bank
    on asked.merchant_id = bank.merchant_id
    and bank.category = 'other lender'
    and bank.occurred_at between asked.applied_at - interval 90 day and asked.applied_at
group by asked.merchant_id, asked.applied_at, asked.driver_sales_decline, asked.is_telling
order by
    count(bank.merchant_id) > 0 desc,
    asked.is_telling desc,
    asked.driver_sales_decline desc,
    asked.merchant_id
limit 1

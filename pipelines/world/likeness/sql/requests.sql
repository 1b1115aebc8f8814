-- One row per application with its truth; amounts in dollars, `tenure` in years on the marketplace.
select
    truth.*,
    applications.applied_at,
    cast(applications.order_amount as double) as order_amount,
    merchants.industry,
    (cast(applications.applied_at as date) - merchants.joined_on) / 365 as tenure
from read_parquet($truth) as truth
inner join read_parquet($applications) as applications using (application_id)
inner join read_parquet($merchants) as merchants
    on truth.merchant_id = merchants.merchant_id
order by applications.applied_at, truth.application_id

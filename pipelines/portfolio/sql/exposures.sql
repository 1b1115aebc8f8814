-- One row per industry, per region and per merchant: its exposure, and the merchants in it.
-- $basis 'loans' takes what is owed at the last month-end, 'offers' what is offered.
with exposures as (
    select loans.merchant_id, loan_months.balance_cents as exposure_cents
    from loan_months
    inner join loans using (loan_id)
    where $basis = 'loans' and loan_months.month_end = (select max(month_end) from loan_months)
    union all
    select applications.merchant_id, offers.amount_cents
    from offers
    inner join applications using (application_id)
    where $basis = 'offers'
),

named as (
    select
        merchants.merchant_id,
        any_value(merchants.name) as name,
        coalesce(any_value(merchants.industry), 'not stated') as industry,
        coalesce(any_value(merchants.region), 'not stated') as region,
        sum(exposures.exposure_cents) as exposure_cents
    from exposures
    inner join merchants using (merchant_id)
    group by merchants.merchant_id
    having sum(exposures.exposure_cents) > 0
)

select
    case
        when grouping(industry) = 0 then 'industry'
        when grouping(region) = 0 then 'region'
        else 'merchant'
    end as dimension,
    coalesce(industry, region, merchant_id) as key,
    coalesce(industry, region, name) as label,
    count(*) as merchants,
    cast(sum(exposure_cents) as bigint) as exposure_cents
from named
group by grouping sets ((industry), (region), (merchant_id, name))
order by dimension, exposure_cents desc, key

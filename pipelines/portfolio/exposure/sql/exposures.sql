-- One row per industry, region, merchant, supplier and grade: its exposure, and the merchants in it.
-- $basis 'loans' takes what is owed at the last month-end, 'offers' what is offered.
with exposures as (
    select
        loans.merchant_id,
        loans.application_id,
        loan_months.balance_cents as exposure_cents
    from loan_months
    inner join loans using (loan_id)
    where $basis = 'loans' and loan_months.month_end = (select max(month_end) from loan_months)
    union all
    select applications.merchant_id, applications.application_id, offers.amount_cents
    from offers
    inner join applications using (application_id)
    where $basis = 'offers'
),

named as (
    select
        exposures.merchant_id,
        merchants.name,
        coalesce(merchants.industry, 'not stated') as industry,
        coalesce(merchants.region, 'not stated') as region,
        coalesce(applications.supplier_id, 'not stated') as supplier,
        coalesce(scores.grade, 'not scored') as grade,
        exposures.exposure_cents
    from exposures
    inner join merchants using (merchant_id)
    left join applications using (application_id)
    left join scores using (application_id)
    where exposures.exposure_cents > 0
)

select
    case
        when grouping(industry) = 0 then 'industry'
        when grouping(region) = 0 then 'region'
        when grouping(supplier) = 0 then 'supplier'
        when grouping(grade) = 0 then 'grade'
        else 'merchant'
    end as dimension,
    coalesce(industry, region, supplier, grade, merchant_id) as key,
    coalesce(industry, region, supplier, grade, name) as label,
    count(distinct merchant_id) as merchants,
    cast(sum(exposure_cents) as bigint) as exposure_cents
from named
group by grouping sets ((industry), (region), (supplier), (grade), (merchant_id, name))
order by dimension, exposure_cents desc, key

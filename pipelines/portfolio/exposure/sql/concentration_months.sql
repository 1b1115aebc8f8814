-- One row per month-end and dimension (industry, region, merchant, supplier, grade) of the balance.
with named as (
    select
        loan_months.month_end,
        loans.merchant_id,
        coalesce(merchants.industry, 'not stated') as industry,
        coalesce(merchants.region, 'not stated') as region,
        coalesce(applications.supplier_id, 'not stated') as supplier,
        coalesce(scores.grade, 'not scored') as grade,
        loan_months.balance_cents
    from loan_months
    inner join loans using (loan_id)
    inner join merchants using (merchant_id)
    left join applications using (application_id)
    left join scores using (application_id)
    where loan_months.balance_cents > 0
),

parts as (
    select
        month_end,
        case
            when grouping(industry) = 0 then 'industry'
            when grouping(region) = 0 then 'region'
            when grouping(supplier) = 0 then 'supplier'
            when grouping(grade) = 0 then 'grade'
            else 'merchant'
        end as dimension,
        coalesce(industry, region, supplier, grade, merchant_id) as key,
        cast(sum(balance_cents) as double) as balance
    from named
    group by grouping sets (
        (month_end, industry),
        (month_end, region),
        (month_end, supplier),
        (month_end, grade),
        (month_end, merchant_id)
    )
)

select
    month_end,
    dimension,
    count(*) as parts,
    sum(balance * balance) / (sum(balance) * sum(balance)) as hhi,
    max_by(key, balance) as largest,
    max(balance) / sum(balance) as largest_share
from parts
group by month_end, dimension
order by month_end, dimension

-- One row per value that a filter of the loan list can take: industries, regions, grades, tiers, and
-- the month-ends and funding months, newest first.
with lent as (
    select
        coalesce(merchants.industry, 'not stated') as industry,
        coalesce(merchants.region, 'not stated') as region,
        coalesce(scores.grade, 'not scored') as grade,
        coalesce(offers.tier, 'not stated') as tier,
        strftime(date_trunc('month', loans.funded_at), '%Y-%m-%d') as funded_from
    from loans
    left join merchants using (merchant_id)
    left join scores using (application_id)
    left join offers using (application_id)
)
select field, value
from (
    select distinct 'industry' as field, industry as value, industry as rank from lent
    union all
    select distinct 'region', region, region from lent
    union all
    select distinct 'grade', grade, grade from lent
    union all
    select distinct 'tier', tier, tier from lent
    union all
    select distinct
        'as_of', strftime(month_end, '%Y-%m-%d'),
        lpad((999999 - datediff('day', date '1900-01-01', month_end))::varchar, 6, '0')
    from loan_months
    union all
    select distinct
        'funded_from', funded_from,
        lpad((999999 - datediff('day', date '1900-01-01', funded_from::date))::varchar, 6, '0')
    from lent
) as found
order by field, rank

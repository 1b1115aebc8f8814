-- One row per scored application and kind of cohort it belongs to; size is the quarter by yearly sales.
with known as (
    select
        scores.application_id,
        scores.grade,
        offers.decision,
        merchants.industry,
        merchants.region,
        strftime(applications.applied_at, '%Y') || ' Q' || quarter(applications.applied_at) as vintage,
        case when features.sales_365d_cents is not null then
            case ntile(4) over (
                partition by features.sales_365d_cents is null
                order by features.sales_365d_cents, scores.application_id
            )
                when 1 then 'Smallest quarter'
                when 2 then 'Second quarter'
                when 3 then 'Third quarter'
                else 'Largest quarter'
            end
        end as size
    from scores
    join applications using (application_id)
    join merchants using (merchant_id)
    join features using (application_id)
    left join offers using (application_id)
),

members as (
    select application_id, 'all' as kind, 'all' as cohort from known
    union all
    select application_id, 'decision', decision from known
    union all
    select application_id, 'grade', grade from known
    union all
    select application_id, 'industry', industry from known
    union all
    select application_id, 'region', region from known
    union all
    select application_id, 'size', size from known
    union all
    select application_id, 'vintage', vintage from known
)

select application_id, kind, cohort
from members
where cohort is not null

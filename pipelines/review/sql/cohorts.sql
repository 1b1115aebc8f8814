-- One row per group of merchants that has scored applications, largest first.
with
grouped as (
    select
        case $by when 'industry' then merchants.industry else merchants.region end as cohort,
        offers.decision,
        scores.pd
    from scores
    join offers using (application_id)
    join applications using (application_id)
    join merchants using (merchant_id)
)
select
    cohort,
    count(*) as n,
    sum(case when decision in ('approve', 'counter-offer') then 1 else 0 end)::int as approved,
    avg(pd) as mean_pd
from grouped
where cohort is not null
group by cohort
order by n desc, cohort

-- One row per group of merchants that has scored applications, largest first.
select
    case $by when 'industry' then merchants.industry else merchants.region end as cohort,
    count(*) as n,
    sum(case when offers.decision in ('approve', 'counter-offer') then 1 else 0 end)::int as approved,
    avg(scores.pd) as mean_pd
from scores
join offers using (application_id)
join applications using (application_id)
join merchants using (merchant_id)
group by all
having cohort is not null
order by n desc, cohort

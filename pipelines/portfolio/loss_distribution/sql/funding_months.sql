-- One row per month of funding whose loans all have a known outcome: loans, and those that defaulted.
select
    count(*) as loans,
    count(*) filter (where outcomes.is_default) as defaults
from loans
left join outcomes using (application_id)
group by date_trunc('month', loans.funded_at)
having count(*) = count(outcomes.application_id)
order by date_trunc('month', loans.funded_at)

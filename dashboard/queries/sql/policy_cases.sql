-- One row per scored application with what is known of its outcome.
select
    scores.application_id,
    merchants.name,
    merchants.industry,
    scores.pd,
    scores.grade,
    outcomes.is_default
from scores
join applications using (application_id)
join merchants using (merchant_id)
left join outcomes using (application_id)
order by scores.application_id

-- One row per scored application, in the order of its contributions: whose it is, when it was
-- made, what the policy says and what is known of it since.
select
    scores.application_id,
    applications.merchant_id,
    cast(applications.applied_at as date) as applied_on,
    scores.base,
    scores.score,
    scores.pd,
    coalesce(offers.decision in ('approve', 'counter-offer'), false) as is_approved,
    coalesce(outcomes.is_default, false) as is_default,
    outcomes.observed_through as known_on
from scores
join applications using (application_id)
left join offers using (application_id)
left join outcomes using (application_id)
order by scores.application_id

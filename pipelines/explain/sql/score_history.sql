-- One row per scored application of the same merchant up to this one, oldest first.
with
asked as (
    select
        merchant_id,
        applied_at
    from applications
    where application_id = $id
)

select
    scores.application_id,
    applications.applied_at,
    scores.model_id,
    scores.base,
    scores.score,
    scores.pd,
    scores.grade,
    offers.decision
from scores
join applications using (application_id)
join asked using (merchant_id)
left join offers using (application_id)
where (applications.applied_at, applications.application_id) <= (asked.applied_at, $id)
order by applications.applied_at, applications.application_id

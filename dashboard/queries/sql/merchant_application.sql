-- One row: the application, its merchant, its score and where that stands among all scored ones.
select
    applications.application_id,
    applications.merchant_id,
    applications.applied_at,
    applications.order_amount_cents,
    merchants.name,
    merchants.industry,
    merchants.country,
    merchants.region,
    merchants.founded_on,
    merchants.joined_on,
    scores.model_id,
    scores.score,
    scores.base,
    scores.pd,
    scores.grade,
    (select count(*) from scores) as scored,
    (select avg(case when others.pd > scores.pd then 1.0 else 0.0 end) from scores as others)
        as riskier_share,
    features.sales_365d_cents,
    features.tenure_days,
    outcomes.is_default,
    outcomes.observed_through
from applications
join merchants using (merchant_id)
join scores using (application_id)
join features using (application_id)
left join outcomes using (application_id)
where applications.application_id = $application_id

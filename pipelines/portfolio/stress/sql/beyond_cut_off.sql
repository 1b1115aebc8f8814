-- One row per scored request since the day $since with a PD above $cut_off, up to $pd_up_to, by id:
-- what the policy reads of it, and whether a loan was made on it all the same.
select
    scores.application_id,
    cast(applications.applied_at as date) as applied_on,
    applications.order_amount_cents,
    scores.pd,
    scores.grade,
    exists (
        select 1 from loans where loans.application_id = scores.application_id
    ) as was_lent_to,
    features.tenure_days,
    features.sales_365d_cents,
    features.sales_90d_cents,
    features.worst_month_cents,
    features.days_since_last_sale
from scores
inner join applications using (application_id)
inner join features using (application_id)
where
    scores.pd > $cut_off
    and scores.pd <= $pd_up_to
    and cast(applications.applied_at as date) > $since
order by scores.application_id

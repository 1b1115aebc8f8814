-- One row per request since the day $since that the policy in force offers something, by id.
select
    offers.apr,
    offers.amount_cents,
    offers.expected_loss_cents,
    offers.expected_profit_cents,
    scores.pd
from offers
inner join applications using (application_id)
inner join scores using (application_id)
where
    offers.decision in ('approve', 'counter-offer')
    and cast(applications.applied_at as date) > $since
order by offers.application_id

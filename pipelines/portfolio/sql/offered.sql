-- One row per decision, tier and grade: the applications, what they are offered and may lose.
select
    offers.decision,
    offers.tier,
    scores.grade,
    count(*) as applications,
    cast(sum(offers.amount_cents) as bigint) as amount_cents,
    cast(sum(offers.expected_loss_cents) as bigint) as expected_loss_cents,
    cast(sum(offers.expected_profit_cents) as bigint) as expected_profit_cents,
    avg(scores.pd) as mean_pd
from offers
inner join scores using (application_id)
group by offers.decision, offers.tier, scores.grade
order by offers.decision, offers.tier, scores.grade

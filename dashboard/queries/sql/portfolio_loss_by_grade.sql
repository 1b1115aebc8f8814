-- One row per grade: what is offered and expected to be lost of it.
select
    scores.grade,
    sum(offers.amount_cents)::bigint as exposure_cents,
    sum(offers.expected_loss_cents)::bigint as loss_cents
from offers
join scores using (application_id)
group by scores.grade
having sum(offers.amount_cents) > 0
order by scores.grade

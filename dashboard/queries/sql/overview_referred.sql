-- One row: the applications the policy sends to a person, and what they ask for.
select count(*) as applications, coalesce(sum(requested_cents), 0)::bigint as requested_cents
from offers
where decision = 'refer'

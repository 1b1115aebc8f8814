-- One row per application that was declined, or referred to a person.
select application_id
from offers
where decision in ('decline', 'refer')

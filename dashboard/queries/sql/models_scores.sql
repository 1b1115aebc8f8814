-- One row per scored application: its PD and whether its outcome is known.
select scores.pd, outcomes.application_id is not null as has_outcome
from scores
left join outcomes using (application_id)

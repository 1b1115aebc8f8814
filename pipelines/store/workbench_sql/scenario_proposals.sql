-- One row per proposal of a scenario, newest first.
select proposal_id, proposed_at, scenario_id, proposed_by, reason, policy_text
from scenario_proposals
order by proposed_at desc, rowid desc

-- One row per decision taken, newest first.
select decision_id, decided_at, application_id, decision, amount_cents, actor, reason, evidence
from decisions
where :application_id is null or application_id = :application_id
order by decided_at desc, rowid desc

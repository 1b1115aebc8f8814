-- One row per role assignment, newest first.
select assigned_at, role, model_id, actor, reason
from model_roles
order by assigned_at desc, rowid desc

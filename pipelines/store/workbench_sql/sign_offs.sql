-- One row per sign-off, newest first.
select signed_at, model_id, version_id, verdict, note, actor
from sign_offs
where :model_id is null or model_id = :model_id
order by signed_at desc, rowid desc

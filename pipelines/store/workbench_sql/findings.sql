-- One row per finding, newest first.
select finding_id, found_at, model_id, severity, title, detail, actor
from findings
where :model_id is null or model_id = :model_id
order by found_at desc, rowid desc

-- One row: when the last of the applications $ids was made, none where there are none.
select max(applied_at) as applied_at
from applications
where application_id in (select unnest(cast($ids as varchar[])))

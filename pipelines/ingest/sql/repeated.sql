-- One row per hash that the keys of several sound rows of the batch have.
create or replace temp table repeated as
select key_hash
from keyed
where len(reasons) = 0 and not $keys_ascend
group by key_hash
having count(*) > 1

-- One row per row of the batch that may not simply be loaded: reasons keep it out, its parent is
-- not there, or another row, of the file or of the store, has its key's hash and perhaps its key.
create or replace temp table contested as
select row_number, reasons, key, key_hash, content, parent_key
from keyed
where len(reasons) > 0
    or (parent_key is not null and parent_key not in (select parent_key from parents))
    -- Looked up this way round, the batch is held in memory and the store's rows stream past it.
    or key_hash in (
        select key_hash from existing where key_hash in (select key_hash from keyed)
    )
    or key_hash in (select key_hash from repeated)

-- One row per imported file and the table it went to, newest first.
select
    imported_at,
    source,
    file_name,
    table_name,
    read_rows,
    loaded_rows,
    duplicate_rows,
    quarantined_rows,
    left(file_sha256, 12) as digest
from imports
order by imported_at desc, table_name

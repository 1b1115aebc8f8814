-- One row: the number of the newest import, 0 where there is none.
select coalesce(max(import_id), 0) from imports

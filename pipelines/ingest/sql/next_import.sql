-- One row: the number of the next import.
select coalesce(max(import_id), 0) + 1 from imports

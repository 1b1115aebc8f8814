-- One row per import that brought rows to a table, with their number and digest.
select import_id, row_count, digest from import_digests where table_name = $table_name

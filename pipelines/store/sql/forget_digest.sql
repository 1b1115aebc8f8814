-- Takes out what is kept of one import's rows in one table.
delete from import_digests where table_name = $table_name and import_id = $import_id

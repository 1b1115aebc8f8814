-- Appends one row: the number and digest of one import's rows in one table.
insert into import_digests values ($table_name, $import_id, $row_count, cast($digest as hugeint))

-- Adds the row account of one file and table.
insert into imports values (
    $import_id,
    $source,
    $table_name,
    $file_name,
    $file_sha256,
    cast(current_timestamp at time zone 'UTC' as timestamp),
    $read_rows,
    $loaded_rows,
    $quarantined_rows,
    $duplicate_rows
)

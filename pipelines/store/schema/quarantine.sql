-- One row per imported row that could not be loaded, with every reason and the row as it was.
create table quarantine (
    import_id  integer   not null,
    table_name varchar   not null,
    file_name  varchar   not null,
    row_number bigint    not null,
    reasons    varchar[] not null,
    raw        varchar   not null
);

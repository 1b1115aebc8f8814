-- One row per imported file and the table it went to; loaded + quarantined + duplicate = read.
create table imports (
    import_id        integer   not null,
    source           varchar   not null,
    table_name       varchar   not null,
    file_name        varchar   not null,
    file_sha256      varchar   not null,
    imported_at      timestamp not null,
    read_rows        bigint    not null,
    loaded_rows      bigint    not null,
    quarantined_rows bigint    not null,
    duplicate_rows   bigint    not null,
    check (loaded_rows + quarantined_rows + duplicate_rows = read_rows)
);

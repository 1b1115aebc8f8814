-- One row per imported table and import: how many rows it brought and the sum of their digests, from
-- which the content hash is made.
create table import_digests (
    table_name varchar not null,
    import_id  integer not null,
    row_count  bigint  not null,
    digest     hugeint not null
);

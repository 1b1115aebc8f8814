-- One row: whether features are built and at least one application is scored.
select
    exists (select 1 from duckdb_tables() where table_name = 'features')
    and exists (select 1 from scores) as is_ready

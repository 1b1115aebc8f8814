-- One row: whether features have been built.
select exists (select 1 from duckdb_tables() where table_name = 'features') as is_ready

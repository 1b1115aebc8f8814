-- One row: whether this history has room for reasons by baseline.
select exists (select 1 from duckdb_tables() where table_name = 'explain_baselines') as is_ready

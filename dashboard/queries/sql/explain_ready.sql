-- One row: whether this history has room for the stored explanation.
select exists (select 1 from duckdb_tables() where table_name = 'explain_importance') as is_ready

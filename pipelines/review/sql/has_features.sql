-- One row where the features have been built.
select 1 from duckdb_tables() where table_name = 'features'

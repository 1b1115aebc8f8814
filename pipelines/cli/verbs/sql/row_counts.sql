-- One row per table of the history: its name and how many rows it holds.
select table_name, estimated_size
from duckdb_tables()
where schema_name = 'main'
order by table_name

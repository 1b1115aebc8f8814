-- One row per table and column of the history, in their order.
select
    columns.table_name,
    columns.column_name,
    lower(columns.data_type) as type,
    columns.is_nullable as is_optional,
    tables.estimated_size as rows
from duckdb_columns() as columns
join duckdb_tables() as tables on tables.table_oid = columns.table_oid
order by columns.table_name, columns.column_index

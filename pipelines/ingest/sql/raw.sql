-- One row per row of the file, numbered from 1 in the file's order.
create or replace temp table file_rows as
select row_number() over () as row_number, * from opened

-- One row per table, file and reason: how many rows it kept out.
with
reasons as (
    select table_name, file_name, unnest(reasons) as reason
    from quarantine
)

select table_name, file_name, reason, count(*) as rows
from reasons
group by all
order by rows desc, table_name, reason

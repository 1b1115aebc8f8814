-- One row per imported file: what its import reported and what the tables hold of it.
with
held as (
    select import_id, 'merchants' as table_name from merchants
    union all select import_id, 'sales' from sales
    union all select import_id, 'purchases' from purchases
    union all select import_id, 'bank' from bank
    union all select import_id, 'applications' from applications
    union all select import_id, 'loans' from loans
    union all select import_id, 'loan_events' from loan_events
    union all select import_id, 'given_outcomes' from given_outcomes
    union all select import_id, 'given_instalments' from given_instalments
    union all select import_id, 'loan_tape' from loan_tape
),
counted as (
    select import_id, table_name, count(*) as held_rows from held group by import_id, table_name
),
kept_out as (
    select import_id, table_name, count(*) as held_in_quarantine
    from quarantine
    group by import_id, table_name
)
select
    imports.file_name,
    imports.table_name,
    imports.read_rows,
    imports.loaded_rows,
    imports.duplicate_rows,
    imports.quarantined_rows,
    coalesce(counted.held_rows, 0) as held_rows,
    coalesce(kept_out.held_in_quarantine, 0) as held_in_quarantine
from imports
left join counted using (import_id, table_name)
left join kept_out using (import_id, table_name)
order by imports.import_id

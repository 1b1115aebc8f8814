-- Keeps every quarantined row, whole, with all its reasons.
insert into quarantine
select
    $import_id,
    $table_name,
    $file_name,
    v.row_number,
    v.reasons,
    cast(to_json(raw) as varchar)
from verdicts as v
join raw using (row_number)
where v.verdict = 'quarantined'

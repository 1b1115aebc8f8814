-- One row per quarantined row with the chosen reason, the first ones by file and row number.
select table_name, file_name, row_number, array_to_string(reasons, '; ') as reasons, raw
from quarantine
where list_contains(reasons, $reason)
order by file_name, row_number
limit $first

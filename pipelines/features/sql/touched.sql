-- Makes the temporary table `touched`: one row per merchant and day on which an event of the imports
-- after $through_import became known.
create or replace temp table touched as
select merchant_id, cast(known_at as date) as known_on
from sales where import_id > $through_import
union
select merchant_id, cast(known_at as date) from purchases where import_id > $through_import
union
select merchant_id, cast(known_at as date) from bank where import_id > $through_import

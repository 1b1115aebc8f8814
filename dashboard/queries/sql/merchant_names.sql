-- One row per merchant asked for: its name.
select
    merchant_id,
    name
from merchants
where merchant_id in (select unnest($ids))

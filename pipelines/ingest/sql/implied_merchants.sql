-- A merchant that only its rows speak of enters under its id.
insert into merchants
select distinct merchant_id, merchant_id, null, null, null, null, null, $import_id
from loaded
where merchant_id not in (select merchant_id from merchants)

-- A merchant that only its rows speak of enters under its id.
insert into merchants
select merchant_id, merchant_id, null, null, null, null, null, $import_id
from (select distinct merchant_id from loaded) as named
where merchant_id not in (select merchant_id from merchants)

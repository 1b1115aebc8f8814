-- One row per purchase event since the onset under the shock, of those that happened; of stopped
-- suppliers the part comes that they still deliver.
create or replace table shocked.purchases_events as
select purchases.*
from calm.purchases as purchases
inner join shocked.factors as factors
    on purchases.merchant_id = factors.merchant_id and purchases.day = factors.day
left join shocked.stopped as stopped on purchases.supplier_id = stopped.supplier_id
cross join (values (0), (1), (2)) as copies (earlier)
where
    purchases.draw + copies.earlier < factors.purchases * coalesce(stopped.delivered, 1)

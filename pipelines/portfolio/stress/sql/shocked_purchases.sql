-- One row per purchase event since the onset under the shock; stopped suppliers deliver nothing.
create or replace table shocked.purchases_events as
select purchases.*
from calm.purchases as purchases
inner join shocked.factors as factors
    on purchases.merchant_id = factors.merchant_id and purchases.day = factors.day
cross join (values (0), (1), (2)) as copies (earlier)
where
    purchases.draw + copies.earlier < factors.purchases
    and (
        purchases.supplier_id is null
        or purchases.supplier_id not in (select supplier_id from shocked.stopped)
    )

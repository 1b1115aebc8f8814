-- Makes the temporary view `asked`: the applications that have no features yet.
create or replace temp view asked as
select application_id, merchant_id, applied_at, order_amount_cents, supplier_id
from applications
anti join features using (application_id)

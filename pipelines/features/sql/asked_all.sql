-- Makes the temporary view `asked`: every application.
create or replace temp view asked as
select application_id, merchant_id, applied_at, order_amount_cents, supplier_id
from applications

-- One row per sales event since the day $onset under the shock, taken from those that happened: where
-- sales fall some are left out, where they rise some come twice. What comes back follows the sales.
create or replace table shocked.sales_events as
select sales.*
from calm.sales as sales
inner join shocked.factors as factors
    on sales.merchant_id = factors.merchant_id and sales.day = factors.day
cross join (values (0), (1), (2), (3), (4), (5), (6), (7), (8)) as copies (earlier)
where sales.draw + copies.earlier
    < case when sales.kind in ('refund', 'chargeback') then factors.sales * $refunds else factors.sales end

-- Every merchant of the shapes, joined on the day of its first possible sale.
insert into merchants
select
    merchant_id,
    concat('Merchant ', m),
    case m % 4 when 0 then 'fashion' when 1 then 'food' when 2 then 'electronics' else 'home' end,
    'US',
    null,
    null,
    cast(at_second(start_second) as date),
    1
from shapes
order by m

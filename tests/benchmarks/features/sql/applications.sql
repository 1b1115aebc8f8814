-- $applications requests of random merchants at random times of the last 18 months.
insert into applications
select
    concat('a', lpad(cast(i as varchar), 6, '0')),
    merchant_name(floor(uniform($seed, i, 11) * $merchants)),
    at_second(floor($last_second - 1 - uniform($seed, i, 12) * 548 * 86400)),
    cast(round(exp(13 + 0.9 * normal($seed, i, 13))) as bigint),
    null,
    1
from range($applications) as numbered(i)
order by i

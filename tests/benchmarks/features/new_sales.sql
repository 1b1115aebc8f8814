-- $events sales of random merchants on the day that begins at $second, for an import.
select
    merchant_name(floor(uniform($seed, i, 21) * $merchants)) as merchant,
    concat('n', i) as event,
    at_second($second + floor(uniform($seed, i, 22) * 86400)) as sold_at,
    cast(round(exp(8.3 + 0.8 * normal($seed, i, 23))) as bigint) as cents,
    concat('b', cast(floor(100 * uniform($seed, i, 24)) as bigint)) as buyer,
    'web' as channel
from range($events) as numbered(i)

-- One row: how many rows there are and the sum of the lower halves of their MD5 numbers, which are
-- the upper 64 bits as `md5_number` has them; `md5_number_lower` cuts them out as text.
select
    count(*) as row_count,
    coalesce(sum(cast(md5_number(cast(imported as varchar)) >> 64 as hugeint)), 0) as digest
from imported

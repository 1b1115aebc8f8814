-- One row: how many rows there are and the sum of the lower halves of their MD5 numbers.
select
    count(*) as row_count,
    coalesce(sum(cast(md5_number_lower(cast(imported as varchar)) as hugeint)), 0) as digest
from imported

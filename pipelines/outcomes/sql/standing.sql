-- One row: how many applications the book has, how many of them real ones, how many outcomes are known
-- of those, and whether there are sales.
select
    count(*) as applications,
    count(*) filter (i.source is distinct from $source) as real_ones,
    (select count(*) from given_outcomes) + (select count(*) from loans) as outcomes,
    exists (select 1 from sales) as has_sales
from applications as a
left join (select distinct import_id, source from imports) as i using (import_id)

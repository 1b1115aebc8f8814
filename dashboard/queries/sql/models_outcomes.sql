-- One row: known outcomes and how many of them are bad.
select count(*) as n, coalesce(sum(is_default::int), 0)::int as bads from outcomes

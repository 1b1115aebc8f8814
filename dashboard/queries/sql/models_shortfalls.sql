-- One row: applications with the proxy label and how many of them are bad.
select count(*) as n, coalesce(sum(is_shortfall::int), 0)::int as bads from shortfalls

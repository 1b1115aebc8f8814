-- One row: how many applications were declined or referred.
select count(*) as n from offers where decision in ('decline', 'refer')

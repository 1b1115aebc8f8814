-- One row per key, newest first.
select c.client_id, c.name, c.rate_per_second, c.created_at, r.revoked_at
from checkout_clients as c
left join checkout_revocations as r using (client_id)
order by c.created_at desc, c.rowid desc

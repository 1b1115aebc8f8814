-- The client whose key has this digest, unless it is revoked.
select c.client_id, c.name, c.rate_per_second, c.created_at, null
from checkout_clients as c
where c.key_sha256 = :key_sha256
    and not exists (select 1 from checkout_revocations as r where r.client_id = c.client_id)

-- Revokes every key of a name that is not revoked yet.
insert into checkout_revocations
select c.client_id, :at
from checkout_clients as c
left join checkout_revocations as r using (client_id)
where c.name = :name and r.client_id is null

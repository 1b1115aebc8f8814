-- One row per key of the checkout service that is no longer valid.
create table if not exists checkout_revocations (
    client_id  text not null primary key references checkout_clients (client_id),
    revoked_at text not null
) strict;

-- One row per key of a client of the checkout service; of the key itself only the digest is kept.
create table if not exists checkout_clients (
    client_id       text    not null primary key,
    name            text    not null,
    key_sha256      text    not null unique,
    rate_per_second integer not null check (rate_per_second > 0),
    created_at      text    not null
) strict;

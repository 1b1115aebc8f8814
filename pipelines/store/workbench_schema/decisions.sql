-- One row per decision a person or the checkout took; rows are never changed.
create table if not exists decisions (
    decision_id    text    primary key,
    decided_at     text    not null,
    application_id text    not null,
    decision       text    not null check (decision in ('approve', 'counter-offer', 'refer', 'decline', 'accept')),
    amount_cents   integer not null check (amount_cents >= 0),
    actor          text    not null,
    reason         text    not null,
    evidence       text    not null
) strict;

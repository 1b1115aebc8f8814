-- One row per time a model was given a role; the newest row of a role holds it.
create table if not exists model_roles (
    assigned_at text not null,
    role        text not null check (role in ('champion', 'challenger')),
    model_id    text not null,
    actor       text not null,
    reason      text not null
) strict;

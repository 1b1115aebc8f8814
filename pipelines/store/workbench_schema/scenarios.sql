-- One row per version of a saved policy scenario; rows are never changed.
create table if not exists scenarios (
    scenario_id  text    not null primary key,
    saved_at     text    not null,
    name         text    not null,
    number       integer not null check (number > 0),
    author       text    not null,
    note         text    not null,
    policy_text  text    not null,
    base_version text    not null,
    unique (name, number)
) strict;

-- One row per sign-off of a model on a version of the history.
create table if not exists sign_offs (
    signed_at  text not null,
    model_id   text not null,
    version_id text not null,
    verdict    text not null check (verdict in ('approved', 'approved with conditions', 'rejected')),
    note       text not null,
    actor      text not null
) strict;

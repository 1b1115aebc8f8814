-- One row per time a model was judged on a hold-out; cases are named by the digest of their ids.
create table if not exists hold_out_uses (
    used_at  text    not null,
    hold_out text    not null,
    model_id text    not null,
    actor    text    not null
) strict;

-- One row per finding of a model review.
create table if not exists findings (
    finding_id text not null primary key,
    found_at   text not null,
    model_id   text not null,
    severity   text not null check (severity in ('low', 'medium', 'high')),
    title      text not null,
    detail     text not null,
    actor      text not null
) strict;

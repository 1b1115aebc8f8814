-- One row per ordered pair of baselines: shares of a fixed sample of n turned-away applicants with the same reasons.
create or replace table explain_baselines (
    model_id   varchar not null,
    first      varchar not null,
    second     varchar not null,
    same_set   double  not null check (same_set between 0 and 1),
    same_first double  not null check (same_first between 0 and 1),
    n          bigint  not null
);

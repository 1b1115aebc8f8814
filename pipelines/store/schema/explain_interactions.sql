-- One row per pair of features that share a tree: CatBoost's interaction strength in per cent of all pairs.
create or replace table explain_interactions (
    model_id  varchar not null,
    place     integer not null,
    first     varchar not null,
    second    varchar not null,
    strength  double  not null,
    mean_size double,
    n         bigint
);

-- One row per baseline and reason code: the share of the same n applicants with that code among their four.
create or replace table explain_baseline_reasons (
    model_id varchar not null,
    baseline varchar not null,
    code     varchar not null,
    share    double  not null check (share between 0 and 1),
    n        bigint  not null
);

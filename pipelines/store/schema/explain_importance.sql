-- One row per cohort (kind all: the whole book), level (feature or group) and name: how far it moves scores.
create or replace table explain_importance (
    model_id      varchar not null,
    kind          varchar not null,
    cohort        varchar not null,
    level         varchar not null check (level in ('feature', 'group')),
    name          varchar not null,
    importance    double  not null,
    contribution  double  not null,
    n             bigint  not null,
    features      integer,
    found         double,
    missing       bigint,
    most_lowering double,
    most_raising  double
);

-- One row per application: the champion's log-odds, its calibrated PD and grade.
create or replace table scores (
    application_id varchar not null,
    model_id       varchar not null,
    score          double  not null,
    base           double  not null,
    pd             double  not null check (pd between 0 and 1),
    grade          varchar not null
);

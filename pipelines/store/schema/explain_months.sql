-- One row per month of application, level (feature or group) and name: its movement and place in that month.
create or replace table explain_months (
    model_id     varchar not null,
    month        date    not null,
    level        varchar not null check (level in ('feature', 'group')),
    name         varchar not null,
    importance   double  not null,
    contribution double  not null,
    mean_value   double,
    place        integer not null,
    n            bigint  not null
);

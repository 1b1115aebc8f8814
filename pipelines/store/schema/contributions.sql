-- One row per application and feature: its part of the score in log-odds; base + contributions = score.
create or replace table contributions (
    application_id varchar not null,
    model_id       varchar not null,
    feature        varchar not null,
    value          double,
    text_value     varchar,
    contribution   double  not null
);

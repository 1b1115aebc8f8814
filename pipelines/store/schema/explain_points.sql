-- One row per numeric feature and application of a fixed sample, with the place (0 to 1) of its partner's value.
create or replace table explain_points (
    model_id       varchar not null,
    feature        varchar not null,
    application_id varchar not null,
    value          double,
    contribution   double  not null,
    partner        varchar,
    partner_rank   double
);

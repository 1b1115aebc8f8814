-- One row per strong feature and application of a fixed sample; value_rank is the value's place, 0 to 1.
create or replace table explain_swarm (
    model_id       varchar not null,
    feature        varchar not null,
    application_id varchar not null,
    contribution   double  not null,
    value_rank     double
);

-- One row per feature and twentieth of its values, category, or the lack of a value: what that adds to scores.
create or replace table explain_dependence (
    model_id     varchar not null,
    feature      varchar not null,
    kind         varchar not null check (kind in ('step', 'category', 'missing')),
    place        integer not null,
    value        double,
    text_value   varchar,
    contribution double  not null,
    low          double  not null,
    high         double  not null,
    n            bigint  not null
);

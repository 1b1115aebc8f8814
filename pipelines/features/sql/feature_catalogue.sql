-- One row per feature of the catalogue as it stood when the features were built.
create or replace table feature_catalogue as
select
    name,
    label,
    meaning,
    unit,
    cast(window_days as integer) as window_days,
    feed,
    cast(direction as integer) as direction,
    driver_group,
    reason,
    owner,
    scored,
    sql
from definitions

-- One row per named row of a merchants file, typed, with the reasons that keep it out.
create or replace temp table staged as
with typed as (
    select
        row_number,
        stated(merchant_id) as merchant_id,
        coalesce(stated(name), trim(merchant_id)) as name,
        stated(industry) as industry,
        stated(country) as country,
        stated(region) as region,
        founded_on as founded_text,
        time_of(founded_on, $date_format) as founded_at,
        joined_on as joined_text,
        time_of(joined_on, $date_format) as joined_at
    from named
)
select
    row_number,
    given([
        case when merchant_id is null then 'merchant_id is missing' end,
        case when founded_text is not null and founded_at is null then 'founded_on is not a date' end,
        case when joined_text is not null and joined_at is null then 'joined_on is not a date' end
    ]) as reasons,
    merchant_id,
    name,
    industry,
    country,
    region,
    cast(founded_at as date) as founded_on,
    cast(joined_at as date) as joined_on
from typed

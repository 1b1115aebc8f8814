-- One row per named row of a merchants file, typed, with the reasons that keep it out.
create or replace temp table staged as
with typed as (
    select
        row_number,
        nullif(trim(merchant_id), '') as merchant_id,
        coalesce(nullif(trim(name), ''), trim(merchant_id)) as name,
        nullif(trim(industry), '') as industry,
        nullif(trim(country), '') as country,
        nullif(trim(region), '') as region,
        founded_on as founded_text,
        case
            when $date_format is null then try_cast(founded_on as timestamp)
            else try_strptime(founded_on, $date_format)
        end as founded_at,
        joined_on as joined_text,
        case
            when $date_format is null then try_cast(joined_on as timestamp)
            else try_strptime(joined_on, $date_format)
        end as joined_at
    from named
)
select
    row_number,
    list_filter([
        case when merchant_id is null then 'merchant_id is missing' end,
        case when founded_text is not null and founded_at is null then 'founded_on is not a date' end,
        case when joined_text is not null and joined_at is null then 'joined_on is not a date' end
    ], lambda reason: reason is not null) as reasons,
    merchant_id,
    name,
    industry,
    country,
    region,
    cast(founded_at as date) as founded_on,
    cast(joined_at as date) as joined_on
from typed

-- One row per batch: its first key, in order, and whether any of its keys has spaces around it; one
-- more, without a key, where rows have none.
select min(key) as first_key, coalesce(bool_or(key <> trim(key)), false) as is_padded
from (
    select
        key,
        case
            when key is not null
                then (sum(row_count) over (partition by key is null order by key) - row_count)
                    // $batch_rows
        end as batch
    from (
        select cast(key as varchar) as key, count(*) as row_count
        from keyed_rows
        group by cast(key as varchar)
    )
)
group by batch
order by first_key

-- One row per contested row: loaded after all, duplicate (stands already, word for word) or
-- quarantined, and why.
create or replace temp table verdicts as
with candidates as (
    select
        row_number,
        key,
        content,
        first_value(row_number) over (partition by key order by row_number) as first_row,
        first_value(content) over (partition by key order by row_number) as first_content
    from contested
    where len(reasons) = 0
),
standing as (
    select key, content from existing where key_hash in (select key_hash from contested)
),
judged as (
    select
        k.row_number,
        case
            when len(k.reasons) > 0 then k.reasons
            when k.parent_key is not null and p.parent_key is null then [$orphan_reason]
            when coalesce(e.content, c.first_content) <> k.content
                then ['another row with this key says otherwise']
            else []
        end as reasons,
        e.key is not null or k.row_number > c.first_row as stands_already
    from contested as k
    left join candidates as c using (row_number)
    left join standing as e on e.key = k.key
    left join parents as p on p.parent_key = k.parent_key
)
select
    row_number,
    reasons,
    case
        when len(reasons) > 0 then 'quarantined'
        when stands_already then 'duplicate'
        else 'loaded'
    end as verdict
from judged

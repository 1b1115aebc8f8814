-- One row: the newest version with its book, and which computed tables are older than what they
-- are computed from.
select
    v.version_id,
    v.number,
    v.published_at,
    v.change,
    v.content_hash,
    v.code_version,
    b.name,
    b.currency,
    b.as_of,
    b.is_synthetic,
    b.note,
    (
        select
            case
                when
                    max(number) filter (where change like 'import%')
                    > max(number) filter (where change = 'features')
                    then 'features'
                when
                    max(number) filter (where change = 'features')
                    > max(number) filter (where change like 'score%')
                    then 'scores'
            end
        from versions
    ) as behind
from versions as v
cross join book as b
order by v.number desc
limit 1

-- Appends one row: the version after the newest, with a new content hash or the newest one's.
insert into versions
select
    concat(number, '-', substr(content_hash, 1, 8)),
    number,
    $published_at,
    $change,
    content_hash,
    $code_version
from (
    select
        coalesce(max(number), 0) + 1 as number,
        coalesce($content_hash, max_by(content_hash, number)) as content_hash
    from versions
)

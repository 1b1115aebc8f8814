-- One row per published version, newest first.
select
    number,
    version_id,
    published_at,
    change,
    left(content_hash, 12) as content,
    code_version
from versions
order by number desc

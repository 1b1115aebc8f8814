-- One row: the newest version with its book.
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
    b.note
from versions as v
cross join book as b
order by v.number desc
limit 1

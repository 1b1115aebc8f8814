-- The outcomes that came with applications, new or known, and were not known yet; observed through
-- the book's last day where the file does not say.
insert into given_outcomes
select
    application_id,
    bool_or(is_default),
    coalesce(max(observed_through), $observed_through),
    $import_id
from accepted
where is_default is not null
    and application_id not in (select application_id from given_outcomes)
group by application_id

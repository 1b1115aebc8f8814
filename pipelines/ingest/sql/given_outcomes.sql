-- The outcomes that came with loaded applications, observed through the book's last day if not said.
insert into given_outcomes
select application_id, is_default, coalesce(observed_through, $observed_through), $import_id
from loaded
where is_default is not null

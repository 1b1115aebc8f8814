-- Adds a scenario as the next version under its name.
insert into scenarios
select
    :scenario_id, :at, :name, coalesce(max(number), 0) + 1, :author, :note, :policy_text, :base_version
from scenarios
where name = :name

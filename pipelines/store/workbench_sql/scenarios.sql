-- One row per saved version of a scenario, newest first.
select scenario_id, saved_at, name, number, author, note, policy_text, base_version
from scenarios
where :scenario_id is null or scenario_id = :scenario_id
order by saved_at desc, rowid desc

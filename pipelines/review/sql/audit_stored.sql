-- One row per sampled application: its stored features.
select * from features where list_contains($application_ids, application_id)

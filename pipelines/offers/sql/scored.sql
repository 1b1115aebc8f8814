-- One row per scored application.
select application_id, model_id, pd from scores order by application_id

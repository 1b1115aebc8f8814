-- One row per scored application.
select application_id, model_id, score, pd from scores order by application_id

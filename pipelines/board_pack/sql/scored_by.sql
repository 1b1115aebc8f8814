-- One row: the model that scored the applications, none where nothing is scored.
select any_value(model_id) as model_id from scores

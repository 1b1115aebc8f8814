-- One row where there are scores: the model that gave them.
select model_id from scores limit 1

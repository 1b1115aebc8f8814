-- One row where the book is scored: the model, its base score and the number of applications.
select model_id, base, count(*) as n from scores group by model_id, base order by n desc limit 1

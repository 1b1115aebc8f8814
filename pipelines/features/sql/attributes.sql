-- One row per attribute that a model may see.
select name, type, meaning from attributes where is_feature order by name

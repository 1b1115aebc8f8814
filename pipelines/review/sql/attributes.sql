-- One row per imported attribute: whether a model may use it.
select name, is_feature from attributes order by name

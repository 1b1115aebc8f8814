insert into model_roles values (:at, :role, :model_id, :actor, :reason)

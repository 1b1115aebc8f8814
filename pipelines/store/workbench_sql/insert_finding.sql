insert into findings values (:finding_id, :at, :model_id, :severity, :title, :detail, :actor)

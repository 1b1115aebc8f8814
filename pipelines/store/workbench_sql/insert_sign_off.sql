insert into sign_offs values (:at, :model_id, :version_id, :verdict, :note, :actor)

insert into hold_out_uses values (:at, :hold_out, :model_id, :actor)

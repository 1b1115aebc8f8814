insert into promotions values (:promotion_id, :at, :model_id, :proposed_by, :reason, :evidence)

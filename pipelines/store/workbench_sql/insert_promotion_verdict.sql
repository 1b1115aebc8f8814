insert into promotion_verdicts values (:promotion_id, :at, :verdict, :decided_by, :note)

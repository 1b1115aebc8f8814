insert into decisions values (:decision_id, :at, :application_id, :decision, :amount_cents, :actor, :reason, :evidence)

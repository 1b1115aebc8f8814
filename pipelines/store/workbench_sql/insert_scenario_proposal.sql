insert into scenario_proposals values (:proposal_id, :at, :scenario_id, :proposed_by, :reason, :policy_text)

-- Adds a proposal, unless one of the same model is open.
insert into promotions
select :promotion_id, :at, :model_id, :proposed_by, :reason, :evidence
where not exists (
    select 1
    from promotions as p
    left join promotion_verdicts as v using (promotion_id)
    where p.model_id = :model_id and v.verdict is null
)

-- One row per proposal with its verdict, newest first.
select
    p.promotion_id, p.proposed_at, p.model_id, p.proposed_by, p.reason, p.evidence,
    v.decided_at, v.verdict, v.decided_by, v.note
from promotions as p
left join promotion_verdicts as v using (promotion_id)
order by p.proposed_at desc, p.rowid desc

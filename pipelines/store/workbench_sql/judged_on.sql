-- One row per model judged on the hold-out, first use first.
select model_id
from hold_out_uses
where hold_out = :hold_out
group by model_id
order by min(rowid)

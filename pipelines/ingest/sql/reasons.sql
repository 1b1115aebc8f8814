-- One row per reason of quarantine in the batch: how many rows it kept out.
select reason, count(*) as row_count
from (select unnest(reasons) as reason from verdicts where verdict = 'quarantined')
group by reason

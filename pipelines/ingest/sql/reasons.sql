-- One row per reason of quarantine: how many rows it kept out, most first.
select reason, count(*) as row_count
from (select unnest(reasons) as reason from verdicts where verdict = 'quarantined')
group by reason
order by row_count desc, reason

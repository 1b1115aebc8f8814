-- One row: how many rows were read and what became of them.
select
    count(*),
    count(*) filter (where verdict = 'loaded'),
    count(*) filter (where verdict = 'quarantined'),
    count(*) filter (where verdict = 'duplicate')
from verdicts

-- One row: how many rows of the batch were quarantined and how many are duplicates.
select
    count(*) filter (where verdict = 'quarantined'),
    count(*) filter (where verdict = 'duplicate')
from verdicts

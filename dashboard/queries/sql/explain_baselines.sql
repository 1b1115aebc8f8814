-- One row per ordered pair of baselines: how often the same turned-away applicants get the same reasons.
select first, second, same_set, same_first, n
from explain_baselines
order by first, second

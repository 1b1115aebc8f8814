-- One row per baseline and reason code: the share of the turned-away applicants sampled who get it.
select baseline, code, share, n
from explain_baseline_reasons
order by code, baseline

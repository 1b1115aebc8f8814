-- One row per given outcome observed before its application was made; there must be none.
select o.application_id
from given_outcomes as o
join applications as a using (application_id)
where o.observed_through < cast(a.applied_at as date)

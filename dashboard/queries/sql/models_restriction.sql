-- One row per scored application: its PD, and whether it was lent to (a loan, or an outcome).
select
    scores.pd,
    (loans.application_id is not null or outcomes.application_id is not null) as lent
from scores
left join (select distinct application_id from loans) as loans using (application_id)
left join (select application_id from outcomes) as outcomes using (application_id)

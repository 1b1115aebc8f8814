-- One row per key that stands more than once; there must be none.
select 'merchants' as table_name, merchant_id as key from merchants group by all having count(*) > 1
union all
select 'applications', application_id from applications group by all having count(*) > 1
union all
select 'loans', loan_id from loans group by all having count(*) > 1
union all
select 'outcomes', application_id from outcomes group by all having count(*) > 1
union all
select 'attributes', name from attributes group by all having count(*) > 1
union all
select 'loan tape', loan_id from loan_tape group by all having count(*) > 1
union all
select 'given instalments', concat(loan_id, ' ', number)
from given_instalments
group by loan_id, number having count(*) > 1

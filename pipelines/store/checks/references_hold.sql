-- One row per merchant, application or loan that is referred to and not there, by rows of the imports
-- after $since; there must be none.
select distinct 'sales' as table_name, merchant_id as key
from sales anti join merchants using (merchant_id) where import_id > $since
union all
select distinct 'purchases', merchant_id from purchases anti join merchants using (merchant_id) where import_id > $since
union all
select distinct 'bank', merchant_id from bank anti join merchants using (merchant_id) where import_id > $since
union all
select distinct 'applications', merchant_id
from applications anti join merchants using (merchant_id)
union all
select distinct 'loans', application_id from loans anti join applications using (application_id)
union all
select distinct 'loan events', loan_id from loan_events anti join loans using (loan_id)
union all
select distinct 'given instalments', loan_id from given_instalments anti join loans using (loan_id)
union all
select distinct 'loan tape', loan_id from loan_tape anti join loans using (loan_id)
union all
select distinct 'given outcomes', application_id
from given_outcomes anti join applications using (application_id)
union all
select distinct 'application attributes', application_id
from application_attributes anti join applications using (application_id)

-- One row per loan of $merchant_ids and instalment.
select loan_instalments.*
from loan_instalments
inner join loans using (loan_id)
where loans.merchant_id in (select unnest($merchant_ids))

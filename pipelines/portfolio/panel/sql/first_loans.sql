-- One row per batch of $batch_loans loans: its first loan, in order.
select loan_id
from (select loan_id, row_number() over (order by loan_id) as place from loans) as placed
where (place - 1) % $batch_loans = 0
order by loan_id

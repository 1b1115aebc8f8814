-- One row per loan and month-end of the loan list, the largest balance first, $limit from $offset on.
select *
from loan_list
order by balance_cents desc, principal_cents desc, loan_id, month_end
limit $limit offset $offset

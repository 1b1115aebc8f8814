-- One row per loan of $loan_ids, by id: the application it was funded for.
select loan_id, application_id
from loans
where loan_id in (select unnest($loan_ids))
order by loan_id

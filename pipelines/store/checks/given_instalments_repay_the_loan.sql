-- One row per loan whose given instalments do not repay its principal, to the cent; there must be none.
select given_instalments.loan_id
from given_instalments
join loans using (loan_id)
group by given_instalments.loan_id
having sum(given_instalments.principal_cents) <> any_value(loans.principal_cents)

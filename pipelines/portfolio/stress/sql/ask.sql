-- One row per open loan of $loan_ids, asking again on the day after $as_of for what it was given for.
create table calm.asked as
select
    loans.loan_id as application_id,
    loans.merchant_id as merchant_id,
    cast($as_of as date) + interval 1 day as applied_at,
    coalesce(applications.order_amount_cents, loans.principal_cents) as order_amount_cents,
    applications.supplier_id as supplier_id
from calm.loans
left join calm.applications using (application_id)
where loans.loan_id in (select unnest($loan_ids))

-- One row per decision of the offers and quarter of application: applications, what they asked for
-- and are offered, and how many of them were funded, with how much.
select
    cast(date_trunc('quarter', applications.applied_at) as date) as quarter,
    coalesce(offers.decision, 'none') as decision,
    count(*) as applications,
    count(loans.loan_id) as funded,
    cast(coalesce(sum(applications.order_amount_cents), 0) as bigint) as asked_cents,
    cast(coalesce(sum(offers.amount_cents), 0) as bigint) as offered_cents,
    cast(coalesce(sum(loans.principal_cents), 0) as bigint) as funded_cents
from applications
left join offers using (application_id)
left join (
    select application_id, min(loan_id) as loan_id, sum(principal_cents) as principal_cents
    from loans group by application_id
) as loans using (application_id)
group by all
order by all

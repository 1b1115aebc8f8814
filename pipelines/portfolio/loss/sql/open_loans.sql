-- One row per loan with a balance at the month-end $month_end: where it stands, and its PD at
-- application.
select
    loan_months.loan_id,
    loans.merchant_id,
    coalesce(merchants.industry, 'not stated') as industry,
    coalesce(merchants.region, 'not stated') as region,
    applications.supplier_id,
    scores.grade,
    cast(loans.funded_at as date) as funded_on,
    cast(loans.principal_cents as bigint) as principal_cents,
    loan_months.balance_cents,
    cast(loan_months.months_on_book as bigint) as months_on_book,
    cast(loan_months.days_past_due as bigint) as days_past_due,
    loan_months.status,
    len(loans.monthly_rates) as instalments,
    scores.pd as pd_at_application
from loan_months
inner join loans using (loan_id)
left join merchants using (merchant_id)
left join applications using (application_id)
left join scores using (application_id)
where loan_months.month_end = $month_end and loan_months.balance_cents > 0
order by loan_months.loan_id

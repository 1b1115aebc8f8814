-- One row: expected loss of the open loans, PD x LGD x balance, and the balance without a PD.
-- A loan 90 or more days late is in default: its PD is 1.
with open_loans as (
    select
        loan_months.balance_cents,
        case when loan_months.days_past_due >= 90 then 1 else scores.pd end as pd
    from loan_months
    inner join loans using (loan_id)
    left join scores using (application_id)
    where loan_months.month_end = (select max(month_end) from loan_months)
)

select
    cast(coalesce(round(sum(pd * $lgd * balance_cents)), 0) as bigint) as expected_loss_cents,
    cast(coalesce(sum(balance_cents) filter (where pd is null), 0) as bigint) as unscored_cents
from open_loans

-- One row per grade: exposure and expected loss, of the open loans where $basis is 'loans' and of
-- the offers otherwise. A loan 90 or more days late is in default: its PD is 1.
with
open_loans as (
    select
        coalesce(scores.grade, 'not scored') as grade,
        loan_months.balance_cents,
        case when loan_months.days_past_due >= 90 then 1 else scores.pd end as pd
    from loan_months
    join loans using (loan_id)
    left join scores using (application_id)
    where $basis = 'loans' and loan_months.month_end = (select max(month_end) from loan_months)
),

exposures as (
    select grade, balance_cents as exposure_cents, pd * $lgd * balance_cents as loss_cents
    from open_loans
    union all
    select scores.grade, offers.amount_cents, offers.expected_loss_cents
    from offers
    join scores using (application_id)
    where $basis = 'offers'
)

select
    grade,
    sum(exposure_cents)::bigint as exposure_cents,
    coalesce(round(sum(loss_cents)), 0)::bigint as loss_cents
from exposures
group by grade
having sum(exposure_cents) > 0
order by grade

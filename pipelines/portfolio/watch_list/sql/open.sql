-- One row per loan open at the end of $day (days since 1970-01-01): whose it is and what it owes.
select
    loan_days.loan_id,
    any_value(loans.application_id) as application_id,
    any_value(coalesce(merchants.name, loans.merchant_id)) as merchant,
    any_value(coalesce(merchants.industry, 'not stated')) as industry,
    max_by(loan_days.open_principal_cents, loan_days.day) as owed_cents,
    case
        when max_by(loan_days.overdue_since, loan_days.day) > 0
            then $day - max_by(loan_days.overdue_since, loan_days.day)
        else 0
    end as days_past_due
from loan_days
inner join loans using (loan_id)
left join merchants on loans.merchant_id = merchants.merchant_id
where loan_days.day <= $day
group by loan_days.loan_id
having max_by(loan_days.standing, loan_days.day) = 0

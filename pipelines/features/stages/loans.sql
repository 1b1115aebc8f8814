-- One row per application of a merchant with an earlier loan, over those loans as they stood at the
-- end of the day before. `standing` is 0 for open, 1 for paid, 2 for charged off.
select
    l.application_id,
    /* measures */
from (
    select
        a.application_id,
        d.loan_id,
        max(a.cut_day - d.day) as age,
        max(d.principal_cents) as principal_cents,
        max(d.standing) as standing,
        max_by(d.open_principal_cents, d.day) as open_principal_cents,
        max(d.days_past_due_before) as worst_days_past_due,
        max_by(case when d.overdue_since > 0 then a.cut_day - d.overdue_since else 0 end, d.day) as days_past_due
    from cuts as a
    join loan_days as d on d.merchant_id = a.merchant_id and d.day < a.cut_day
    group by a.application_id, d.loan_id
) as l
group by l.application_id

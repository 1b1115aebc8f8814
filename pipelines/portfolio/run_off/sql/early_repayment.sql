-- One row: over the twelve months up to $month_end, the principal paid ahead of its schedule, and the
-- principal that could have been: the balance at the start of each month less what fell due in it.
with schedule as (
    select
        loan_months.loan_id,
        loan_months.month_end,
        loan_months.status,
        loan_months.opening_cents,
        loan_months.balance_cents,
        sum(loan_instalments.principal_cents)
            filter (where loan_instalments.due_on > loan_months.month_end) as to_come_cents,
        sum(loan_instalments.principal_cents)
            filter (where last_day(loan_instalments.due_on) = loan_months.month_end) as due_cents
    from loan_months
    inner join loan_instalments using (loan_id)
    where
        loan_months.month_end <= $month_end
        and loan_months.month_end > last_day($month_end - interval 13 month)
    group by all
),

ahead as (
    select
        *,
        case
            when status = 'charged off' then 0
            else greatest(coalesce(to_come_cents, 0) - balance_cents, 0)
        end as ahead_cents
    from schedule
),

steps as (
    select
        month_end,
        ahead_cents - coalesce(lag(ahead_cents) over (partition by loan_id order by month_end), 0)
            as step_cents,
        greatest(opening_cents - coalesce(due_cents, 0), 0) as could_cents
    from ahead
)

select
    coalesce(sum(step_cents) filter (where step_cents > 0), 0) as early_cents,
    coalesce(sum(could_cents), 0) as could_cents
from steps
where month_end > last_day($month_end - interval 12 month)

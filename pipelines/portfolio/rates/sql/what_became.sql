-- One row per month after $month_end up to $months and status: what became of the loans then open.
-- Closed loans stay where they closed; the balance is what was owed, or charged off by then.
with open_then as (
    select loan_id from loan_months
    where month_end = $month_end and status not in ('paid', 'charged off')
),

lives as (
    select
        loan_id,
        min(month_end) filter (where status = 'charged off') as charged_off_on,
        min(month_end) filter (where status = 'paid') as paid_on,
        sum(charged_off_cents) as charged_off_cents
    from loan_months
    inner join open_then using (loan_id)
    group by loan_id
),

steps as (
    select
        number as step,
        last_day(cast($month_end as date) + to_months(cast(number as integer))) as month_end
    from (select unnest(range(1, $months + 1)) as number) as numbered
)

select
    steps.step,
    case
        when lives.paid_on <= steps.month_end then 'paid'
        when lives.charged_off_on <= steps.month_end then 'charged off'
        else seen.status
    end as status,
    count(*) as loans,
    cast(
        sum(
            case
                when lives.paid_on <= steps.month_end then 0
                when lives.charged_off_on <= steps.month_end then lives.charged_off_cents
                else seen.balance_cents
            end
        ) as bigint
    ) as balance_cents
from lives
cross join steps
left join loan_months as seen
    on lives.loan_id = seen.loan_id
    and steps.month_end = seen.month_end
group by all
order by all

-- One row per month-end of the loan book, from the first loan's to the book's last, also where no loan
-- is open: what was owed, late, funded, written off and recovered.
with calendar as (
    select last_day(cast(unnest(generate_series(
        date_trunc('month', min(month_end)),
        greatest(max(month_end), (select as_of + 1 - interval 1 month from book)),
        interval 1 month
    )) as date)) as month_end
    from loan_months
),

panel as (
    select
        month_end,
        count(*) filter (where status not in ('paid', 'charged off')) as open_loans,
        sum(balance_cents) as balance_cents,
        coalesce(sum(balance_cents) filter (where days_past_due >= 30), 0) as late_cents,
        sum(charged_off_cents) as charged_off_cents,
        sum(recovered_cents) as recovered_cents,
        sum(fee_cents) as fee_cents
    from loan_months
    group by month_end
),

funded as (
    select
        last_day(cast(funded_at as date)) as month_end,
        count(*) as funded_loans,
        sum(principal_cents) as funded_cents
    from loans
    group by all
)

select
    calendar.month_end,
    coalesce(panel.open_loans, 0) as open_loans,
    cast(coalesce(panel.balance_cents, 0) as bigint) as balance_cents,
    cast(coalesce(panel.late_cents, 0) as bigint) as late_cents,
    coalesce(funded.funded_loans, 0) as funded_loans,
    cast(coalesce(funded.funded_cents, 0) as bigint) as funded_cents,
    cast(coalesce(panel.charged_off_cents, 0) as bigint) as charged_off_cents,
    cast(coalesce(panel.recovered_cents, 0) as bigint) as recovered_cents,
    cast(coalesce(panel.fee_cents, 0) as bigint) as fee_cents
from calendar
left join panel using (month_end)
left join funded using (month_end)
order by calendar.month_end

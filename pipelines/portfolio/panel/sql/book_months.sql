-- One row per month-end of the loan book: what was owed, late, funded, written off and recovered.
with panel as (
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
    panel.month_end,
    panel.open_loans,
    cast(panel.balance_cents as bigint) as balance_cents,
    cast(panel.late_cents as bigint) as late_cents,
    coalesce(funded.funded_loans, 0) as funded_loans,
    cast(coalesce(funded.funded_cents, 0) as bigint) as funded_cents,
    cast(panel.charged_off_cents as bigint) as charged_off_cents,
    cast(panel.recovered_cents as bigint) as recovered_cents,
    cast(panel.fee_cents as bigint) as fee_cents
from panel
left join funded using (month_end)
order by panel.month_end

-- One row per month with loans or events up to the panel's last month-end: the panel's sums beside
-- those of the loans and events that it is made from.
with last_month as (
    select max(month_end) as month_end from loan_months
),

flows as (
    select
        month_end,
        sum(opening_cents) as opening_cents,
        sum(originated_cents) as originated_cents,
        sum(principal_paid_cents) as principal_paid_cents,
        sum(charged_off_cents) as charged_off_cents,
        sum(balance_cents) as closing_cents,
        sum(principal_paid_cents + fee_paid_cents + recovered_cents + credit_cents) as kept_cents
    from loan_months
    group by month_end
),

funded as (
    select last_day(cast(funded_at as date)) as month_end, sum(principal_cents) as funded_cents
    from loans
    group by all
),

cash as (
    select
        last_day(
            greatest(cast(loan_events.known_at as date), cast(loans.funded_at as date))
        ) as month_end,
        sum(loan_events.amount_cents) as cash_cents
    from loan_events
    left join loans using (loan_id)
    where loan_events.kind <> 'charge_off'
    group by all
)

select
    month_end,
    cast(
        coalesce(flows.opening_cents + flows.originated_cents, 0)
        - coalesce(flows.principal_paid_cents + flows.charged_off_cents + flows.closing_cents, 0)
        as bigint
    ) as balance_off_cents,
    cast(
        coalesce(flows.opening_cents, 0)
        - coalesce(lag(flows.closing_cents) over (order by month_end), 0)
        as bigint
    ) as opening_off_cents,
    cast(
        coalesce(flows.originated_cents, 0) - coalesce(funded.funded_cents, 0) as bigint
    ) as funded_off_cents,
    cast(coalesce(flows.kept_cents, 0) - coalesce(cash.cash_cents, 0) as bigint) as cash_off_cents
from flows
full join funded using (month_end)
full join cash using (month_end)
where month_end <= (select month_end from last_month)
order by month_end

-- One row per loan of the merchant: what was lent, what came back, and where it stands.
with
paid as (
    select loan_id, sum(case when kind = 'payment' then amount_cents else 0 end) as paid_cents,
        sum(case when kind = 'charge_off' then amount_cents else 0 end) as charged_off_cents
    from loan_events
    group by loan_id
),
stands as (
    select loan_id, arg_max(status, month_end) as status,
        arg_max(balance_cents, month_end) as balance_cents,
        max(days_past_due) as worst_days_past_due
    from loan_months
    group by loan_id
)
select
    loans.loan_id,
    loans.application_id,
    loans.funded_at,
    loans.principal_cents,
    coalesce(paid.paid_cents, 0)::bigint as paid_cents,
    coalesce(paid.charged_off_cents, 0)::bigint as charged_off_cents,
    stands.balance_cents,
    stands.status,
    stands.worst_days_past_due
from loans
left join paid using (loan_id)
left join stands using (loan_id)
where loans.merchant_id = $merchant_id
order by loans.funded_at desc

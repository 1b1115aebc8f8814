-- One row: the loans of the tape on the book's as-of date, how many of them the panel puts at the tape's
-- balance, at its totals paid, charged off and recovered, and where its status says; and the sums.
with panel as (
    select
        loan_id,
        sum(paid_cents) as paid_cents,
        sum(charged_off_cents) as charged_off_cents,
        sum(recovered_cents) as recovered_cents,
        arg_max(balance_cents, month_end) as balance_cents,
        arg_max(days_past_due, month_end) as days_past_due,
        arg_max(status, month_end) filter (where status <> 'charged off' or charged_off_cents > 0)
            as status
    from loan_months
    group by loan_id
)

select
    count(*) as loans,
    count(*) filter (where panel.balance_cents = loan_tape.balance_cents) as balances,
    count(*) filter (
        where panel.paid_cents = loan_tape.paid_principal_cents + loan_tape.paid_interest_cents
            + loan_tape.paid_fee_cents
            and panel.charged_off_cents = loan_tape.charged_off_cents
            and panel.recovered_cents = loan_tape.recovered_cents
    ) as totals,
    count(*) filter (
        where case loan_tape.standing
            when 'current' then panel.status = 'current'
            when 'late' then panel.days_past_due >= loan_tape.late_from
                and panel.days_past_due <= coalesce(loan_tape.late_to, panel.days_past_due)
            else panel.status = loan_tape.standing
        end
    ) as standings,
    cast(coalesce(sum(panel.balance_cents), 0) as bigint) as panel_cents,
    cast(coalesce(sum(loan_tape.balance_cents), 0) as bigint) as tape_cents
from loan_tape
left join panel using (loan_id)

-- One row per loan and month-end from funding until it is paid, charged off or the book ends;
-- after a charge-off one more for each month that recovered something.
--
-- Events belong to the day they became known. Cash (payments and refunds) pays the oldest due
-- instalment first, its fee before its principal; what is left over waits for the next ones.
-- A loan is paid on the day cash reaches principal plus the fees billed so far: later fees are
-- not billed. balance_cents is principal only; fees billed and unpaid are not in it. Days past
-- due run from the oldest due date not paid in full. Cash after a charge-off is a recovery.
insert into loan_months by name
with events as (
    select loan_id, kind, amount_cents, cast(known_at as date) as day
    from loan_events
),

charge_offs as (
    select loan_id, min(day) as charged_off_on from events where kind = 'charge_off' group by all
),

-- One row per loan and day with cash, with all cash up to that day.
cash_days as (
    select
        events.loan_id,
        events.day,
        sum(sum(events.amount_cents)) over (
            partition by events.loan_id order by events.day
        ) as cash_cents
    from events
    left join charge_offs using (loan_id)
    where
        events.kind in ('payment', 'refund')
        and (charge_offs.charged_off_on is null or events.day <= charge_offs.charged_off_on)
    group by events.loan_id, events.day
),

-- One row per loan: the first day on which its cash covers principal and the fees billed so far.
payoffs as (
    select loan_id, min(day) as paid_on
    from (
        select cash_days.loan_id, cash_days.day
        from cash_days
        inner join loans using (loan_id)
        left join loan_instalments
            on cash_days.loan_id = loan_instalments.loan_id
            and loan_instalments.due_on <= cash_days.day
        group by cash_days.loan_id, cash_days.day, cash_days.cash_cents, loans.principal_cents
        having cash_days.cash_cents
            >= loans.principal_cents + coalesce(sum(loan_instalments.fee_cents), 0)
    ) as covered
    group by loan_id
),

-- One row per loan with its life: a charge-off ends it unless it was paid before.
lives as (
    select
        loans.loan_id,
        loans.principal_cents,
        last_day(cast(loans.funded_at as date)) as first_month,
        payoffs.paid_on,
        case when payoffs.paid_on is null then charge_offs.charged_off_on end as charged_off_on,
        coalesce(payoffs.paid_on, charge_offs.charged_off_on) as closed_on
    from loans
    left join payoffs using (loan_id)
    left join charge_offs using (loan_id)
),

-- One row per instalment that was billed, with all that was due up to and including it.
billed as (
    select
        loan_instalments.loan_id,
        loan_instalments.due_on,
        loan_instalments.fee_cents,
        sum(loan_instalments.principal_cents + loan_instalments.fee_cents) over (
            partition by loan_instalments.loan_id order by loan_instalments.number
        ) as due_cents,
        due_cents - loan_instalments.principal_cents - loan_instalments.fee_cents as due_before_cents
    from loan_instalments
    inner join lives using (loan_id)
    where lives.closed_on is null or loan_instalments.due_on <= lives.closed_on
),

open_months as (
    select
        loan_id,
        last_day(first_month + to_months(cast(number as integer))) as month_end
    from (
        select
            lives.loan_id,
            lives.first_month,
            unnest(range(
                datediff('month', lives.first_month, coalesce(lives.closed_on, book.as_of)) + 1
            )) as number
        from lives
        cross join book
    ) as numbered
    where last_day(first_month + to_months(cast(number as integer))) <= (select as_of from book)
),

-- One row per loan and month with events, each kind summed.
month_events as (
    select
        events.loan_id,
        last_day(events.day) as month_end,
        sum(events.amount_cents) filter (
            where events.kind in ('payment', 'refund')
            and (lives.charged_off_on is null or events.day <= lives.charged_off_on)
        ) as paid_cents,
        sum(events.amount_cents) filter (
            where events.kind = 'charge_off' and lives.charged_off_on is not null
        ) as charged_off_cents,
        sum(events.amount_cents) filter (
            where events.kind = 'recovery'
            or (events.kind in ('payment', 'refund') and events.day > lives.charged_off_on)
        ) as recovered_cents
    from events
    inner join lives using (loan_id)
    group by all
),

months as (
    select loan_id, month_end from open_months
    union
    select month_events.loan_id, month_events.month_end
    from month_events
    inner join lives using (loan_id)
    cross join book
    where
        month_events.recovered_cents > 0
        and month_events.month_end > lives.charged_off_on
        and month_events.month_end <= book.as_of
),

cash as (
    select
        months.loan_id,
        months.month_end,
        coalesce(month_events.paid_cents, 0) as paid_cents,
        coalesce(month_events.charged_off_cents, 0) as charged_off_cents,
        coalesce(month_events.recovered_cents, 0) as recovered_cents,
        sum(coalesce(month_events.paid_cents, 0)) over (
            partition by months.loan_id order by months.month_end
        ) as cash_cents
    from months
    left join month_events using (loan_id, month_end)
),

-- One row per loan and month-end: fees billed in the month and paid so far, oldest unpaid due date.
dues as (
    select
        cash.loan_id,
        cash.month_end,
        sum(billed.fee_cents) filter (where last_day(billed.due_on) = cash.month_end) as fee_cents,
        sum(least(greatest(cash.cash_cents - billed.due_before_cents, 0), billed.fee_cents))
            as fees_paid_cents,
        min(billed.due_on) filter (where billed.due_cents > cash.cash_cents) as unpaid_since
    from cash
    inner join billed
        on cash.loan_id = billed.loan_id
        and billed.due_on <= cash.month_end
    group by cash.loan_id, cash.month_end
),

states as (
    select
        cash.*,
        datediff('month', lives.first_month, cash.month_end) as months_on_book,
        coalesce(dues.fee_cents, 0) as fee_cents,
        coalesce(lives.charged_off_on <= cash.month_end, false) as is_charged_off,
        coalesce(lives.paid_on <= cash.month_end, false) as is_paid,
        case
            when is_paid or is_charged_off then 0
            else lives.principal_cents - cash.cash_cents + coalesce(dues.fees_paid_cents, 0)
        end as balance_cents,
        case
            when is_paid or dues.unpaid_since is null then 0
            else datediff('day', dues.unpaid_since, cash.month_end)
        end as days_past_due
    from cash
    inner join lives using (loan_id)
    left join dues using (loan_id, month_end)
)

select
    loan_id,
    month_end,
    months_on_book,
    balance_cents,
    days_past_due,
    paid_cents,
    fee_cents,
    charged_off_cents,
    recovered_cents,
    case
        when is_paid then 'paid'
        when is_charged_off then 'charged off'
        when days_past_due = 0 then 'current'
        when days_past_due < 30 then '1-29'
        when days_past_due < 60 then '30-59'
        when days_past_due < 90 then '60-89'
        else '90+'
    end as status
from states
order by loan_id, month_end

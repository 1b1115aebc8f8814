-- One row per loan and month-end up to $until (the last one, also within a month): from funding
-- until it is paid, charged off or $until, and one more for each later month in which cash came in.
-- Loans from $first_loan to before $next_loan; null leaves an end open.
--
-- Only what was known by $until counts: loans funded and events known by then. An event belongs to
-- the day it became known, or to the day of funding where it was known before that. Within a day
-- the fee that falls due is billed first, then payments and refunds come in, then the loan is
-- charged off, then recoveries come in.
-- Cash pays all fees billed and unpaid first, then principal, due or not (the ledger's rule). With
-- x = fees billed - cash so far, principal paid is -(running minimum of x) and the rest paid fees:
-- the fees unpaid are a queue (Lindley, 1952). A loan is paid on the day cash reaches principal
-- plus the fees billed so far: later fees are not billed.
-- A charge-off gives up the principal and the fees owed on its day, whatever amount the event
-- states; a second one, or that of a paid loan, has nothing to give up. Cash after it is a recovery
-- up to what was given up. A recovery of a loan that is not charged off is a payment.
-- Cash beyond all that is owed is owed back, credit_cents, so that no cent is lost:
-- cash = principal_paid + fee_paid + recovered + credit.
-- A loan without instalments bills no fee, is never late, and is paid once its principal is.
-- Days past due run from the oldest due date that all cash so far does not cover, in their order.
with numbered as materialized (
    select
        cast(row_number() over (order by loan_id) as integer) as loan,
        loan_id,
        principal_cents,
        cast(funded_at as date) as funded_on
    from loans
    where
        cast(funded_at as date) <= $until
        and ($first_loan is null or loan_id >= $first_loan)
        and ($next_loan is null or loan_id < $next_loan)
),

known as materialized (
    select
        numbered.loan,
        greatest(cast(loan_events.known_at as date), numbered.funded_on) as day,
        loan_events.kind,
        loan_events.amount_cents
    from loan_events
    inner join numbered using (loan_id)
    where cast(loan_events.known_at as date) <= $until
),

charge_offs as materialized (
    select loan, min(day) as charged_off_on from known where kind = 'charge_off' group by loan
),

cash as (
    select
        known.loan,
        known.day,
        known.amount_cents,
        coalesce(
            known.day > charge_offs.charged_off_on
            or (known.day = charge_offs.charged_off_on and known.kind = 'recovery'),
            false
        ) as is_after
    from known
    left join charge_offs using (loan)
    where known.kind <> 'charge_off'
),

-- One row per funding (0), instalment (1), cash event (2) and charge-off (3), as a day has them.
steps as (
    select
        loan,
        funded_on as day,
        0 as step,
        principal_cents as charged_cents,
        0 as due_cents,
        0 as cash_cents,
        0 as after_cents
    from numbered
    union all
    select
        numbered.loan,
        loan_instalments.due_on,
        1,
        loan_instalments.fee_cents,
        loan_instalments.principal_cents + loan_instalments.fee_cents,
        0,
        0
    from loan_instalments
    inner join numbered using (loan_id)
    where loan_instalments.due_on <= $until
    union all
    select
        loan,
        day,
        2,
        0,
        0,
        case when is_after then 0 else amount_cents end,
        case when is_after then amount_cents else 0 end
    from cash
    union all
    select loan, charged_off_on, 3, 0, 0, 0, 0 from charge_offs
),

-- Each step with what was charged (principal and fees), due and paid up to it.
running as materialized (
    select
        loan,
        day,
        step,
        cash_cents + after_cents as received_cents,
        after_cents,
        cast(sum(charged_cents) over so_far as bigint) as charged_so_far,
        cast(sum(due_cents) over so_far as bigint) as due_so_far,
        cast(sum(cash_cents) over so_far as bigint) as cash_so_far
    from steps
    window so_far as (partition by loan order by day, step rows unbounded preceding)
),

payoffs as (
    select loan, min(day) as paid_on from running where cash_so_far >= charged_so_far group by loan
),

-- Months are counted from January 1970.
lives as materialized (
    select
        numbered.loan,
        numbered.loan_id,
        numbered.principal_cents,
        payoffs.paid_on is null and charge_offs.charged_off_on is not null as is_loss,
        coalesce(payoffs.paid_on, charge_offs.charged_off_on) as closed_on,
        datediff('month', date '1970-01-01', numbered.funded_on) as first_month,
        datediff('month', date '1970-01-01', coalesce(closed_on, $until)) as last_month
    from numbered
    left join charge_offs using (loan)
    left join payoffs using (loan)
),

-- What falls due after a loan has closed is not billed; what is paid then is kept apart.
monthly as (
    select
        loan,
        datediff('month', date '1970-01-01', day) as month,
        max(charged_so_far) as charged_so_far,
        max(due_so_far) as due_so_far,
        max(cash_so_far) as cash_so_far,
        min(charged_so_far - cash_so_far) as least_owed_cents,
        cast(sum(after_cents) as bigint) as after_cents
    from (
        select
            running.loan,
            running.day,
            coalesce(running.day > lives.closed_on, false) as is_closed,
            case when not is_closed then running.charged_so_far end as charged_so_far,
            case when not is_closed then running.due_so_far end as due_so_far,
            case when not is_closed then running.cash_so_far end as cash_so_far,
            case when is_closed then running.received_cents else running.after_cents end
                as after_cents
        from running
        inner join lives using (loan)
    ) as parted
    where not is_closed or after_cents > 0
    group by all
),

carried as (
    select
        loan,
        month,
        after_cents,
        lead(month) over months as following_month,
        max(charged_so_far) over so_far as charged_so_far,
        max(due_so_far) over so_far as due_so_far,
        max(cash_so_far) over so_far as cash_so_far,
        min(least_owed_cents) over so_far as least_owed_cents,
        cast(sum(after_cents) over so_far as bigint) as after_so_far,
        max(charged_so_far) over before as charged_before,
        max(cash_so_far) over before as cash_before,
        min(least_owed_cents) over before as least_owed_before
    from monthly
    window
        months as (partition by loan order by month),
        so_far as (partition by loan order by month rows unbounded preceding),
        before as (
            partition by loan order by month rows between unbounded preceding and 1 preceding
        )
),

-- One row per loan and month in which something happened: its position after it and before it.
positions as materialized (
    select
        lives.loan,
        lives.loan_id,
        carried.month,
        lives.first_month,
        lives.is_loss,
        carried.month = lives.first_month as is_first,
        lives.closed_on is not null and carried.month >= lives.last_month as is_closed,
        lives.closed_on is not null and carried.month = lives.last_month as is_closing,
        case
            when carried.month >= lives.last_month then carried.month + 1
            else least(
                coalesce(carried.following_month, lives.last_month + 1), lives.last_month + 1
            )
        end as next_month,
        carried.due_so_far,
        carried.cash_so_far,
        lives.principal_cents,
        least(greatest(lives.principal_cents - carried.least_owed_cents, 0), lives.principal_cents)
            as principal_paid,
        least(
            greatest(lives.principal_cents - carried.least_owed_before, 0), lives.principal_cents
        ) as principal_paid_before,
        carried.charged_so_far - lives.principal_cents as fees,
        coalesce(carried.charged_before - lives.principal_cents, 0) as fees_before,
        least(carried.cash_so_far - principal_paid, fees) as fees_paid,
        least(coalesce(carried.cash_before, 0) - principal_paid_before, fees_before)
            as fees_paid_before,
        carried.cash_so_far - coalesce(carried.cash_before, 0) as cash_cents,
        carried.after_cents,
        case
            when lives.is_loss then lives.principal_cents - principal_paid + fees - fees_paid else 0
        end as given_up,
        least(carried.after_so_far, given_up)
        - least(carried.after_so_far - carried.after_cents, given_up) as recovered_cents
    from carried
    inner join lives using (loan)
),

overdue as (
    select late.loan, late.month, min(running.day) as unpaid_since
    from positions as late
    inner join running
        on late.loan = running.loan
        and running.step = 1
        and running.due_so_far > late.cash_so_far
    where late.due_so_far > late.cash_so_far and (late.is_loss or not late.is_closed)
    group by late.loan, late.month
),

flows as (
    select
        positions.loan,
        positions.loan_id,
        positions.month,
        positions.next_month,
        positions.first_month,
        positions.is_closed,
        positions.is_loss,
        overdue.unpaid_since,
        case
            when is_first or (is_closed and not is_closing) then 0
            else principal_cents - principal_paid_before
        end as opening_cents,
        case when is_first then principal_cents else 0 end as originated_cents,
        principal_paid - principal_paid_before as principal_paid_cents,
        case when is_closing and is_loss then principal_cents - principal_paid else 0 end
            as charged_off_cents,
        case when is_closed then 0 else principal_cents - principal_paid end as balance_cents,
        fees - fees_before as fee_cents,
        fees_paid - fees_paid_before as fee_paid_cents,
        case when is_closing and is_loss then fees - fees_paid else 0 end as fee_written_off_cents,
        cash_cents + case when is_loss then 0 else after_cents end as paid_cents,
        recovered_cents,
        cash_cents + after_cents - principal_paid_cents - fee_paid_cents - recovered_cents
            as credit_cents
    from positions
    left join overdue using (loan, month)
),

-- The months in which nothing happened to an open loan repeat the position before them.
months as (
    select * from flows
    union all
    select
        * replace (
            unnest(range(month + 1, next_month)) as month,
            balance_cents as opening_cents,
            0 as originated_cents,
            0 as principal_paid_cents,
            0 as charged_off_cents,
            0 as fee_cents,
            0 as fee_paid_cents,
            0 as fee_written_off_cents,
            0 as paid_cents,
            0 as recovered_cents,
            0 as credit_cents
        )
    from flows
    where next_month > month + 1
)

select
    loan_id,
    least(last_day(date '1970-01-01' + to_months(cast(month as integer))), $until) as month_end,
    month - first_month as months_on_book,
    balance_cents,
    case when unpaid_since is null then 0 else datediff('day', unpaid_since, month_end) end
        as days_past_due,
    case
        when is_closed and is_loss then 'charged off'
        when is_closed then 'paid'
        when days_past_due = 0 then 'current'
        when days_past_due < 30 then '1-29'
        when days_past_due < 60 then '30-59'
        when days_past_due < 90 then '60-89'
        else '90+'
    end as status,
    paid_cents,
    fee_cents,
    charged_off_cents,
    recovered_cents,
    opening_cents,
    originated_cents,
    principal_paid_cents,
    fee_paid_cents,
    fee_written_off_cents,
    credit_cents
from months
order by loan, month

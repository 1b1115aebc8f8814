-- One row per loan and month-end up to $until (which is the last one, also within a month): from
-- funding until it is paid, charged off or $until, and one more for each later month with cash.
--
-- Only what was known by $until counts: loans funded and events known by then. Events belong to the
-- day they became known, or to the day of funding where they were known before it. Within a day the
-- fee that falls due is billed first, then payments and refunds come in, then the loan is charged
-- off, then recoveries come in.
-- Cash pays all fees billed and unpaid first, then principal, due or not (the ledger's rule). A loan
-- is paid on the day cash reaches principal plus the fees billed so far: later fees are not billed.
-- Fees unpaid follow f(t) = max(f(t-1) + billed(t) - cash(t), 0), whose closed form is
-- x - min(0, running minimum of x) with x = fees billed - cash so far (Lindley, 1952).
-- A charge-off gives up the principal and the fees that are owed on its day, whatever amount the
-- event states; a second one, or one of a paid loan, has nothing to give up. Cash after it is a
-- recovery up to what was given up. Recoveries of a loan that is not charged off are payments.
-- Cash beyond all that is owed, before or after a charge-off, is owed back: credit_cents.
-- A loan without instalments bills no fee, is never late, and is paid once its principal is.
-- So that no cent is lost: cash = principal_paid + fee_paid + recovered + credit.
-- Days past due run from the oldest due date that all cash so far does not cover, counted in order.
with numbered as (
    select
        row_number() over (order by loan_id) as loan,
        loan_id,
        principal_cents,
        cast(funded_at as date) as funded_on
    from loans
    where cast(funded_at as date) <= $until
),

known as materialized (
    select
        numbered.loan,
        loan_events.kind = 'charge_off' as is_charge_off,
        loan_events.kind = 'recovery' as is_recovery,
        loan_events.amount_cents,
        greatest(cast(loan_events.known_at as date), numbered.funded_on) as day
    from loan_events
    inner join numbered using (loan_id)
    where cast(loan_events.known_at as date) <= $until
),

charge_offs as (
    select loan, min(day) as charged_off_on from known where is_charge_off group by loan
),

-- One row per cash event and instalment: cash taken before a charge-off or after it, fee and dues.
happenings as (
    select
        known.loan,
        known.day,
        coalesce(
            known.day > charge_offs.charged_off_on
            or (known.is_recovery and known.day = charge_offs.charged_off_on),
            false
        ) as is_after,
        case when is_after then 0 else known.amount_cents end as cash_cents,
        case when is_after then known.amount_cents else 0 end as after_cents,
        0 as fee_cents,
        0 as due_cents
    from known
    left join charge_offs using (loan)
    where not known.is_charge_off
    union all
    select
        numbered.loan,
        loan_instalments.due_on,
        false,
        0,
        0,
        loan_instalments.fee_cents,
        loan_instalments.principal_cents + loan_instalments.fee_cents
    from loan_instalments
    inner join numbered using (loan_id)
    where loan_instalments.due_on <= $until
),

-- The same with all of the loan up to the end of that day.
sums as (
    select
        loan,
        day,
        after_cents,
        due_cents > 0 as is_due,
        cast(sum(cash_cents) over so_far as bigint) as cash_cents,
        cast(sum(fee_cents) over so_far as bigint) as fee_cents,
        cast(sum(due_cents) over so_far as bigint) as due_cents
    from happenings
    window so_far as (partition by loan order by day)
),

running as materialized (
    select
        *,
        cash_cents
        + least(0, min(fee_cents - cash_cents) over (partition by loan order by day)) as fee_paid_cents
    from sums
),

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
    left join (
        select running.loan, min(running.day) as paid_on
        from running
        inner join numbered using (loan)
        where running.cash_cents >= numbered.principal_cents + running.fee_cents
        group by running.loan
    ) as payoffs using (loan)
),

-- One row per loan and month with its sums; what falls due after the loan is closed is not billed.
monthly as (
    select
        loan,
        month,
        max(cash_cents) as cash_cents,
        max(fee_cents) as fee_cents,
        max(fee_paid_cents) as fee_paid_cents,
        max(due_cents) as due_cents,
        sum(after_cents) as after_cents
    from (
        select
            running.loan,
            datediff('month', date '1970-01-01', running.day) as month,
            running.cash_cents,
            running.after_cents,
            lives.closed_on is null or running.day <= lives.closed_on as is_billed,
            case when is_billed then running.fee_cents end as fee_cents,
            case when is_billed then running.fee_paid_cents end as fee_paid_cents,
            case when is_billed then running.due_cents end as due_cents
        from running
        inner join lives using (loan)
        where is_billed or not running.is_due
        union all
        select loan, unnest(range(first_month, last_month + 1)), 0, 0, true, 0, 0, 0
        from lives
    ) as parts
    group by loan, month
),

carried as (
    select
        loan,
        month,
        max(cash_cents) over so_far as cash_cents,
        max(fee_cents) over so_far as fee_cents,
        max(fee_paid_cents) over so_far as fee_paid_cents,
        max(due_cents) over so_far as due_cents,
        sum(after_cents) over so_far as after_cents,
        coalesce(max(cash_cents) over before, 0) as cash_before,
        coalesce(max(fee_cents) over before, 0) as fee_before,
        coalesce(max(fee_paid_cents) over before, 0) as fee_paid_before,
        coalesce(sum(after_cents) over before, 0) as after_before
    from monthly
    window
        so_far as (partition by loan order by month rows unbounded preceding),
        before as (
            partition by loan order by month rows between unbounded preceding and 1 preceding
        )
),

-- The oldest instalment not covered, of the months in which more was due than paid.
overdue as (
    select late.loan, late.month, min(running.day) as unpaid_since
    from carried as late
    inner join running
        on late.loan = running.loan
        and running.is_due
        and running.due_cents > late.cash_cents
    where late.due_cents > late.cash_cents
    group by late.loan, late.month
),

states as (
    select
        lives.loan_id,
        carried.month,
        lives.loan,
        lives.principal_cents,
        lives.is_loss,
        carried.month - lives.first_month as months_on_book,
        carried.month = lives.first_month as is_first,
        lives.closed_on is not null and carried.month >= lives.last_month as is_closed,
        is_closed and carried.month = lives.last_month as is_closing,
        least(
            last_day(date '1970-01-01' + to_months(cast(carried.month as integer))), $until
        ) as month_end,
        least(carried.cash_cents - carried.fee_paid_cents, lives.principal_cents) as principal_paid,
        least(carried.cash_before - carried.fee_paid_before, lives.principal_cents)
            as principal_paid_before,
        carried.fee_cents - carried.fee_before as fee_cents,
        carried.fee_paid_cents - carried.fee_paid_before as fee_paid_cents,
        carried.fee_cents - carried.fee_paid_cents as fee_owed_cents,
        carried.cash_cents - carried.cash_before as cash_cents,
        carried.after_cents - carried.after_before as after_cents,
        lives.principal_cents - principal_paid + fee_owed_cents as given_up,
        case when is_loss then least(carried.after_cents, given_up) else 0 end
        - case when is_loss then least(carried.after_before, given_up) else 0 end as recovered_cents,
        case
            when overdue.unpaid_since is null or (is_closed and not is_loss) then 0
            else datediff('day', overdue.unpaid_since, month_end)
        end as days_past_due
    from carried
    inner join lives using (loan)
    left join overdue using (loan, month)
)

select
    loan_id,
    month_end,
    months_on_book,
    case when is_closed then 0 else principal_cents - principal_paid end as balance_cents,
    days_past_due,
    case
        when is_closed and is_loss then 'charged off'
        when is_closed then 'paid'
        when days_past_due = 0 then 'current'
        when days_past_due < 30 then '1-29'
        when days_past_due < 60 then '30-59'
        when days_past_due < 90 then '60-89'
        else '90+'
    end as status,
    case when is_loss then cash_cents else cash_cents + after_cents end as paid_cents,
    fee_cents,
    case when is_closing and is_loss then principal_cents - principal_paid else 0 end
        as charged_off_cents,
    recovered_cents,
    case
        when is_first or (is_closed and not is_closing) then 0
        else principal_cents - principal_paid_before
    end as opening_cents,
    case when is_first then principal_cents else 0 end as originated_cents,
    principal_paid - principal_paid_before as principal_paid_cents,
    fee_paid_cents,
    case when is_closing and is_loss then fee_owed_cents else 0 end as fee_written_off_cents,
    cash_cents + after_cents - principal_paid_cents - fee_paid_cents - recovered_cents
        as credit_cents
from states
order by month_end, loan

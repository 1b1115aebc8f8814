-- Fills loan_days. Cash (payments and refunds) pays the oldest due instalment first, its fee before
-- its principal; a loan is paid on the day cash reaches principal plus the fees billed so far. What is
-- still owed is principal and billed fees less cash, at most the principal. A loan is not known before
-- the day it was funded on: an event known earlier counts from that day.
insert into loan_days by name
with lives as (
    select
        loan_id,
        merchant_id,
        principal_cents,
        date_diff('day', date '1970-01-01', cast(funded_at as date)) as funded_day
    from loans
),

due as (
    select
        loan_id,
        date_diff('day', date '1970-01-01', due_on) as day,
        fee_cents,
        principal_cents + fee_cents as due_cents,
        sum(principal_cents + fee_cents) over (partition by loan_id order by number) as due_by_then
    from loan_instalments
    where due_on <= coalesce((select as_of from book), date '9999-12-31')
),

happened as (
    select
        loan_id,
        greatest(date_diff('day', date '1970-01-01', cast(known_at as date)), funded_day) as day,
        sum(case when kind in ('payment', 'refund') then amount_cents else 0 end) as cash_cents,
        max(case when kind = 'charge_off' then 1 else 0 end) as is_charged_off
    from loan_events
    join lives using (loan_id)
    group by all
),

days as (
    select loan_id, funded_day as day from lives
    union
    select loan_id, day from due
    union
    select loan_id, day from happened
),

running as (
    select
        days.loan_id,
        days.day,
        sum(coalesce(happened.cash_cents, 0)) over so_far as cash_cents,
        max(coalesce(happened.is_charged_off, 0)) over so_far as is_charged_off,
        sum(coalesce(due.fee_cents, 0)) over so_far as billed_fee_cents
    from days
    left join happened using (loan_id, day)
    left join due using (loan_id, day)
    window so_far as (partition by days.loan_id order by days.day)
),

standings as (
    select
        running.loan_id,
        lives.merchant_id,
        running.day,
        lives.principal_cents,
        running.cash_cents,
        running.billed_fee_cents,
        max(case when cash_cents >= principal_cents + billed_fee_cents then 1 else 0 end) over so_far
            as is_paid,
        is_charged_off
    from running
    join lives using (loan_id)
    window so_far as (partition by running.loan_id order by running.day)
),

overdue as (
    select
        standings.loan_id,
        standings.day,
        min(due.day) as overdue_since
    from standings
    join due
        on due.loan_id = standings.loan_id
        and due.day <= standings.day
        and due.due_by_then > standings.cash_cents
    where is_paid = 0 and is_charged_off = 0
    group by all
)

select
    standings.loan_id,
    standings.merchant_id,
    standings.day,
    principal_cents,
    cast(
        case
            when is_paid = 1 or is_charged_off = 1 then 0
            else least(principal_cents, greatest(0, principal_cents + billed_fee_cents - cash_cents))
        end as bigint
    ) as open_principal_cents,
    case when is_charged_off = 1 then 2 when is_paid = 1 then 1 else 0 end as standing,
    coalesce(overdue_since, 0) as overdue_since,
    coalesce(standings.day - lag(overdue_since) over before_it, 0) as days_past_due_before
from standings
left join overdue using (loan_id, day)
window before_it as (partition by standings.loan_id order by standings.day)
order by merchant_id, loan_id, day

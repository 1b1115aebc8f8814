-- Fills outcomes: given ones as they are, and one derived for every loan whose observation window
-- has closed. Default: charged off, or an instalment 90 days past due, within the window.
insert into outcomes
with windows as (
    select
        l.loan_id,
        l.application_id,
        l.principal_cents,
        cast(l.funded_at as date) as funded_on,
        cast(cast(l.funded_at as date) + to_months($window_months) as date) as observed_through
    from loans as l
    where cast(l.funded_at as date) + to_months($window_months) <= (select as_of from book)
),
due as (
    select
        loan_id,
        number,
        due_on,
        sum(principal_cents + fee_cents) over (partition by loan_id order by number) as due_cents,
        sum(fee_cents) over (partition by loan_id order by number) as billed_fee_cents
    from loan_instalments
),
paid as (
    select
        loan_id,
        cast(occurred_at as date) as paid_on,
        sum(amount_cents) over (partition by loan_id order by occurred_at, event_id) as paid_cents
    from loan_events
    where kind in ('payment', 'refund')
),
closed as (
    -- Paid off: all principal and the fees of the months in which there was a balance.
    select p.loan_id, min(p.paid_on) as closed_on
    from paid as p
    join windows as w using (loan_id)
    join (
        select loan_id, number, due_on, billed_fee_cents, lag(due_on) over (
            partition by loan_id order by number
        ) as previous_due_on, max(number) over (partition by loan_id) as term
        from due
    ) as d
        on d.loan_id = p.loan_id
        and p.paid_on > coalesce(d.previous_due_on, w.funded_on - 1)
        and (p.paid_on <= d.due_on or d.number = d.term)
    where p.paid_cents >= w.principal_cents + d.billed_fee_cents
    group by p.loan_id
),
past_due as (
    select distinct d.loan_id
    from due as d
    join windows as w using (loan_id)
    left join closed as c on c.loan_id = d.loan_id
    where d.due_on + $default_days <= w.observed_through
        and (c.closed_on is null or c.closed_on > d.due_on + $default_days)
        and d.due_cents > coalesce((
            select max(p.paid_cents) from paid as p
            where p.loan_id = d.loan_id and p.paid_on < d.due_on + $default_days
        ), 0)
),
charged_off as (
    select distinct e.loan_id
    from loan_events as e
    join windows as w using (loan_id)
    where e.kind = 'charge_off' and cast(e.occurred_at as date) <= w.observed_through
),
derived as (
    select
        w.application_id,
        p.loan_id is not null or c.loan_id is not null as is_default,
        w.observed_through
    from windows as w
    left join past_due as p using (loan_id)
    left join charged_off as c using (loan_id)
    where w.application_id not in (select application_id from given_outcomes)
)
select application_id, is_default, observed_through, 'given' from given_outcomes
union all
select application_id, is_default, observed_through, 'derived' from derived
order by 1

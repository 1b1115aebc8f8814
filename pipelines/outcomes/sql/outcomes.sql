-- Fills outcomes: given ones as they are, and one derived for every loan whose observation window
-- has closed. Default: charged off, or an instalment $default_days past due, within the window.
-- Events belong to the day they became known, as in loan_months.
insert into outcomes
with windows as (
    select
        l.loan_id,
        l.application_id,
        l.principal_cents,
        cast(cast(l.funded_at as date) + to_months($window_months) as date) as observed_through
    from loans as l
    where cast(l.funded_at as date) + to_months($window_months) <= (select as_of from book)
),
due as (
    select
        loan_id,
        due_on,
        sum(principal_cents + fee_cents) over (partition by loan_id order by number) as due_cents,
        sum(fee_cents) over (partition by loan_id order by number) as billed_fee_cents
    from loan_instalments
),
paid as (
    select
        loan_id,
        cast(known_at as date) as paid_on,
        sum(amount_cents) over (partition by loan_id order by known_at, event_id) as paid_cents
    from loan_events
    where kind in ('payment', 'refund')
),
closed as (
    -- Paid off: all principal, and the fees billed by then; later fees fall away.
    select p.loan_id, min(p.paid_on) as closed_on
    from paid as p
    join windows as w using (loan_id)
    where p.paid_cents >= w.principal_cents + coalesce((
            select max(d.billed_fee_cents) from due as d
            where d.loan_id = p.loan_id and d.due_on <= p.paid_on
        ), 0)
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
            where p.loan_id = d.loan_id and p.paid_on <= d.due_on + $default_days
        ), 0)
),
charged_off as (
    select distinct e.loan_id
    from loan_events as e
    join windows as w using (loan_id)
    where e.kind = 'charge_off' and cast(e.known_at as date) <= w.observed_through
),
derived as (
    select
        w.application_id,
        bool_or(p.loan_id is not null or c.loan_id is not null) as is_default,
        max(w.observed_through) as observed_through
    from windows as w
    left join past_due as p using (loan_id)
    left join charged_off as c using (loan_id)
    where w.application_id not in (select application_id from given_outcomes)
    group by w.application_id
)
select application_id, is_default, observed_through, 'given' from given_outcomes
union all
select application_id, is_default, observed_through, 'derived' from derived
order by 1

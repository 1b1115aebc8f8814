-- One row per instalment of the tape's loans: those that count as paid, then what is left of the loan
-- by its own instalment and rate from where it stands; the last one takes the rest. All interest up to
-- the last payment is in what was paid, so an unpaid instalment due by then has no fee; that of a late
-- loan asks for a cent of principal at least, so that it is late.
insert into given_instalments by name
with remaining as (
    select
        p.loan_id,
        p.paid_rows,
        p.paid_dues,
        p.principal_cents - p.paid_principal_cents as left_cents,
        p.late_since is not null as is_late,
        greatest(p.term_months - p.paid_dues, 1) as months
    from tape_paths as p
    where p.standing <> 'paid'
),
numbered as (
    select *, cast(unnest(generate_series(1, months)) as integer) as month from remaining
),
owed as (
    select
        n.*,
        c.due_on,
        c.rate,
        case
            when n.month = n.months then 0
            when c.rate = 0 then n.left_cents - c.instalment * n.month
            else n.left_cents * pow(1 + c.rate, n.month)
                - c.instalment * (pow(1 + c.rate, n.month) - 1) / c.rate
        end as left_over
    from numbered as n
    join tape_contract as c on c.loan_id = n.loan_id and c.number = n.paid_dues + n.month
),
rounded as (
    select
        *,
        cast(
            round(least(greatest(left_over, 0), left_cents - cast(is_late as integer))) as bigint
        ) as after_cents,
        lag(after_cents, 1, left_cents) over (partition by loan_id order by month) as before_cents
    from owed
),
unpaid as (
    select
        r.loan_id,
        r.paid_rows + r.month as number,
        case
            when p.late_since is null then r.due_on
            when r.month = 1 then p.late_since
            else greatest(r.due_on, p.late_since)
        end as due_on,
        r.before_cents - r.after_cents as principal_cents,
        cast(round(r.before_cents * r.rate) as bigint) as interest_cents
    from rounded as r
    join tape_paths as p using (loan_id)
),
last_paid as (
    select loan_id, max(paid_on) as paid_on from tape_paid group by loan_id
),
billed as (
    select
        u.loan_id,
        u.number,
        u.due_on,
        u.principal_cents,
        case when u.due_on <= l.paid_on then 0 else u.interest_cents end as fee_cents
    from unpaid as u
    left join last_paid as l using (loan_id)
)
select
    loan_id,
    row_number() over (partition by loan_id order by number) as number,
    due_on,
    principal_cents,
    fee_cents,
    $import_id as import_id
from (
    select loan_id, number, due_on, principal_cents, fee_cents from tape_paid
    union all
    select loan_id, number, due_on, principal_cents, fee_cents from billed
    where principal_cents + fee_cents > 0
) as laid_out
order by loan_id, number

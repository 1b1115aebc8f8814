-- One row per loan of the tape's import $import_id: how many of its monthly due dates count as paid,
-- since when it is late, and when it was paid off or charged off.
--
-- Current: every due date up to the as-of date is paid. Late: the oldest unpaid due date is the first
-- one that the principal paid does not cover, or the nearest to it that is within a month of the days
-- past due that the status says; it is then moved into that range. Paid off: on the stated day of the last payment, or
-- on the due date by which the contract would have earned the interest that was paid. Charged off: on
-- the stated day, or $charge_off_days after the first due date that the principal paid does not cover,
-- at the latest on the as-of date.
create or replace temp table tape_paths as
with covered as (
    select
        t.loan_id,
        count(*) filter (where c.due_on <= b.as_of) as due,
        count(*) filter (
            where c.due_on <= b.as_of
                and c.principal_so_far <= t.paid_principal_cents + c.instalment / 100
        ) as covered,
        count(*) filter (
            where c.due_on < coalesce(t.last_paid_on, b.as_of)
                and (
                    t.last_paid_on is not null or c.interest_so_far < t.paid_interest_cents - 0.5
                )
        ) as before_last
    from loan_tape as t
    join tape_contract as c using (loan_id)
    cross join book as b
    where t.import_id = $import_id
    group by t.loan_id
),
late as (
    select
        t.loan_id,
        first(c.number order by
            c.due_on >= b.as_of,
            greatest(
                t.late_from - date_diff('day', c.due_on, b.as_of) - 31,
                date_diff('day', c.due_on, b.as_of) - t.late_to - 31,
                0
            ),
            abs(c.number - v.covered - 1),
            c.number
        ) as unpaid
    from loan_tape as t
    join tape_contract as c using (loan_id)
    join covered as v using (loan_id)
    cross join book as b
    where t.import_id = $import_id and t.standing = 'late'
    group by t.loan_id
),
counted as (
    select
        t.*,
        b.as_of,
        case t.standing
            when 'current' then v.due
            when 'late' then l.unpaid - 1
            when 'charged off' then v.covered
            else greatest(least(v.before_last + 1, v.due), 1)
        end as paid_dues
    from loan_tape as t
    join covered as v using (loan_id)
    left join late as l using (loan_id)
    cross join book as b
    where t.import_id = $import_id
)
select
    k.loan_id,
    k.standing,
    k.issued_on,
    k.as_of,
    k.term_months,
    k.principal_cents,
    k.balance_cents,
    k.charged_off_cents,
    k.recovered_cents,
    k.last_paid_on,
    k.paid_principal_cents,
    k.paid_interest_cents + k.paid_fee_cents as paid_fee_cents,
    cast(k.paid_dues as integer) as paid_dues,
    cast(
        case
            when k.paid_principal_cents + k.paid_interest_cents + k.paid_fee_cents > 0
                then greatest(k.paid_dues, 1)
            else k.paid_dues
        end as integer
    ) as paid_rows,
    case when k.standing = 'late' then
        k.as_of - cast(
            least(
                greatest(date_diff('day', u.due_on, k.as_of), k.late_from),
                coalesce(k.late_to, 100000)
            ) as integer
        )
    end as late_since,
    case k.standing
        when 'paid' then coalesce(k.last_paid_on, least(p.due_on, k.as_of))
        when 'charged off' then coalesce(
            k.charged_off_on,
            least(k.as_of, u.due_on + cast($charge_off_days as integer))
        )
    end as closed_on
from counted as k
left join tape_contract as u on u.loan_id = k.loan_id and u.number = k.paid_dues + 1
left join tape_contract as p on p.loan_id = k.loan_id and p.number = k.paid_dues

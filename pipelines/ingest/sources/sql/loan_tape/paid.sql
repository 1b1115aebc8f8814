-- One row per instalment of the tape's loans that counts as paid: principal by the contract, what the
-- tape says is paid beyond it or short of it with the last one; interest and late fees in proportion to
-- the contract's interest. Together they are what the tape says was paid, to the cent.
create or replace temp table tape_paid as
with placed as (
    select
        p.loan_id,
        c.number,
        c.number = p.paid_rows as is_last,
        least(
            case when p.standing = 'paid' and is_last then p.closed_on else c.due_on end,
            coalesce(p.late_since, c.due_on),
            coalesce(p.closed_on, p.as_of),
            coalesce(p.last_paid_on, p.as_of)
        ) as billed_on,
        case when is_last then coalesce(p.last_paid_on, billed_on) else billed_on end as paid_on,
        case
            when is_last then p.paid_principal_cents
            else least(c.principal_so_far, p.paid_principal_cents)
        end as principal_so_far,
        case
            when is_last then p.paid_fee_cents
            else cast(round(p.paid_fee_cents * coalesce(
                c.interest_so_far / nullif(last_paid.interest_so_far, 0),
                c.number / p.paid_rows
            )) as bigint)
        end as fees_so_far,
        p.closed_on
    from tape_paths as p
    join tape_contract as c on c.loan_id = p.loan_id and c.number <= p.paid_rows
    join tape_contract as last_paid
        on last_paid.loan_id = p.loan_id and last_paid.number = p.paid_rows
)
select
    loan_id,
    cast(number as integer) as number,
    billed_on as due_on,
    least(paid_on, coalesce(closed_on, paid_on)) as paid_on,
    principal_so_far - lag(principal_so_far, 1, 0) over loan as principal_cents,
    fees_so_far - lag(fees_so_far, 1, 0) over loan as fee_cents
from placed
window loan as (partition by loan_id order by number)
qualify principal_cents + fee_cents > 0

-- One row per payment, charge-off or recovery that the tape's totals imply. A recovery is placed on the
-- day of the last payment where that is after the charge-off, and otherwise on the as-of date.
insert into loan_events by name
select
    loan_id,
    event_id,
    on_day as occurred_at,
    on_day as known_at,
    kind,
    amount_cents,
    $import_id as import_id
from (
    select
        loan_id,
        concat('paid-', lpad(cast(number as varchar), 3, '0')) as event_id,
        paid_on as on_day,
        'payment' as kind,
        principal_cents + fee_cents as amount_cents
    from tape_paid
    union all
    select loan_id, 'charged-off', closed_on, 'charge_off', charged_off_cents
    from tape_paths
    where charged_off_cents > 0
    union all
    select
        loan_id,
        'recovered',
        case when last_paid_on > closed_on then last_paid_on else as_of end,
        'recovery',
        recovered_cents
    from tape_paths
    where recovered_cents > 0
) as implied
order by loan_id, on_day, event_id

-- One row: the first and last day on which an event of the imports after $through_import became known,
-- and the first day of anything they brought.
with events as (
    select min(known_at) as first_at, max(known_at) as last_at
    from sales where import_id > $through_import
    union all
    select min(known_at), max(known_at) from purchases where import_id > $through_import
    union all
    select min(known_at), max(known_at) from bank where import_id > $through_import
),
others as (
    select min(known_at) as first_at from loan_events where import_id > $through_import
    union all
    select min(funded_at) from loans where import_id > $through_import
    union all
    select min(applied_at) from applications where import_id > $through_import
    union all
    select min(first_at) from events
)
select
    (select date_diff('day', date '1970-01-01', cast(min(first_at) as date)) from events),
    (select date_diff('day', date '1970-01-01', cast(max(last_at) as date)) from events),
    (select date_diff('day', date '1970-01-01', cast(min(first_at) as date)) from others)

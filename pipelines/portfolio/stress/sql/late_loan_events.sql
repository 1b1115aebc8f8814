-- One row per loan event under the shock: of the loans that pay late every payment since the day
-- $onset comes $late_days days later, and those then still to come are not known yet.
create or replace table shocked.loan_events as
with moved as (
    select
        events.* replace (
            case
                when
                    events.kind = 'payment'
                    and loans.draw < $late_share
                    and date_diff('day', date '1970-01-01', cast(events.known_at as date)) >= $onset
                    then events.known_at + to_days(cast($late_days as integer))
                else events.known_at
            end as known_at
        )
    from calm.loan_events as events
    inner join calm.loans as loans using (loan_id)
)

select moved.*
from moved
cross join calm.book
where cast(moved.known_at as date) <= book.as_of

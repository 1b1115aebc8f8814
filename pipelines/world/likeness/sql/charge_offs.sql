-- One row per loan charged off: dollars charged off and recovered, its principal, the days from the
-- charge-off to the book's last event, and whether it was planned fraud.
with events as (
    select
        loan_id,
        cast(sum(amount) filter (where kind = 'charge_off') as double) as charged_off,
        coalesce(cast(sum(amount) filter (where kind = 'recovery') as double), 0) as recovered,
        cast(max(occurred_at) filter (where kind = 'charge_off') as date) as charged_off_on
    from read_parquet($loan_events)
    group by loan_id
)

select
    events.loan_id,
    events.charged_off,
    events.recovered,
    cast(loans.principal as double) as principal,
    (select cast(max(known_at) as date) from read_parquet($loan_events))
    - events.charged_off_on as days_since,
    truth.is_fraud
from events
inner join read_parquet($loans) as loans using (loan_id)
inner join read_parquet($truth) as truth using (application_id)
where events.charged_off is not null
order by events.loan_id

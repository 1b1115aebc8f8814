-- One row: the loans funded $least_days or more before the book's last event, the dollars lent by
-- them and the dollars charged off less those recovered.
with losses as (
    select
        loan_id,
        sum(case kind when 'charge_off' then amount when 'recovery' then -amount else 0 end) as lost
    from read_parquet($loan_events)
    group by loan_id
)

select
    count(*) as loans,
    cast(sum(loans.principal) as double) as lent,
    coalesce(cast(sum(losses.lost) as double), 0) as lost
from read_parquet($loans) as loans
left join losses using (loan_id)
where cast(loans.funded_at as date)
    <= (select cast(max(known_at) as date) from read_parquet($loan_events)) - $least_days

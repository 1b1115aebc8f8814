-- One row per event of the merchant's loans known before the cut.
select e.*
from loan_events as e
join loans as l using (loan_id)
where l.merchant_id = $merchant_id
    and date_diff('day', date '1970-01-01', cast(e.known_at as date)) < $before_day
order by e.known_at, e.event_id

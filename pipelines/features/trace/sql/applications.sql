-- One row per request of the merchant that a feature counts.
select *
from applications
where merchant_id = $merchant_id
    and date_diff('day', date '1970-01-01', cast(applied_at as date)) >= $first_day
    and date_diff('day', date '1970-01-01', cast(applied_at as date)) < $before_day
order by applied_at, application_id

-- One row per day up to $as_of, over all merchants.
select * from market_days where day <= date_diff('day', date '1970-01-01', $as_of)

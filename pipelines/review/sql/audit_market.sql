-- One row per day of the whole market.
select * from market_days

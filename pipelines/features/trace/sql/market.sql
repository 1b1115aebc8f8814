-- One row per day of the whole market that a feature counts.
select *
from market_days
where day >= $first_day and day < $before_day
order by day

-- Takes out the features of applications made after $first_change: they may have changed.
delete from features
where date_diff('day', date '1970-01-01', cast(applied_at as date)) > $first_change

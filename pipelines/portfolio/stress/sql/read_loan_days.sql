-- One row per loan of $merchant_ids and day up to $as_of on which it was funded, owed or paid.
select * from loan_days
where
    merchant_id in (select unnest($merchant_ids))
    and day <= date_diff('day', date '1970-01-01', $as_of)

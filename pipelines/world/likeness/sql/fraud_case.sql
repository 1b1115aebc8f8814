-- One row: the largest merchant that struck by the scheme $scheme, those that would default first.
select merchant_id
from read_parquet($truth)
where is_fraud and fraud_scheme = $scheme
order by would_default desc, annual_revenue desc, application_id
limit 1

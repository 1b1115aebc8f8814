-- One row per sampled application of one day, at most one a merchant, always the same ones.
with
by_merchant as (
    select
        applications.*,
        row_number() over (partition by merchant_id order by md5(application_id)) as place
    from applications
    semi join features using (application_id)
    where cast(applied_at as date) = $applied_on
)
select application_id, merchant_id, applied_at, order_amount_cents, supplier_id
from by_merchant
where place = 1
order by md5(merchant_id)
limit $n

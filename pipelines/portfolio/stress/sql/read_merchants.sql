-- One row per merchant of $merchant_ids.
select
    merchant_id,
    name,
    coalesce(industry, 'not stated') as industry,
    coalesce(region, 'not stated') as region,
    founded_on,
    joined_on
from merchants
where merchant_id in (select unnest($merchant_ids))
order by merchant_id

-- One row per industry: sales, and the refunds and chargebacks that followed, in events.
select
    merchants.industry,
    count(*) filter (where sales.kind = 'sale') as sales,
    count(*) filter (where sales.kind = 'refund') as refunds,
    count(*) filter (where sales.kind = 'chargeback') as chargebacks
from read_parquet($sales) as sales
inner join read_parquet($merchants) as merchants using (merchant_id)
group by merchants.industry
order by merchants.industry

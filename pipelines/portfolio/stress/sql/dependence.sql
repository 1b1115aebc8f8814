-- One row per merchant that bought from the suppliers $supplier_ids in the year before the loans are
-- looked at: their share of all it bought from suppliers known by name.
select
    merchant_id,
    cast(sum(case when supplier_id in (select unnest($supplier_ids)) then amount_cents else 0 end) as double)
    / sum(amount_cents) as share
from calm.purchases
where kind = 'purchase' and supplier_id is not null
group by merchant_id
having sum(case when supplier_id in (select unnest($supplier_ids)) then amount_cents else 0 end) > 0
order by merchant_id

-- One row per sampled merchant.
select * from merchants where list_contains($merchant_ids, merchant_id)

-- One row per event of the sampled merchants, whenever it became known.
select * from sales where list_contains($merchant_ids, merchant_id)

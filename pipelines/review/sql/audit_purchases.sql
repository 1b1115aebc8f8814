-- One row per event of the sampled merchants, whenever it became known.
select * from purchases where list_contains($merchant_ids, merchant_id)

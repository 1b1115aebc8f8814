-- One row per request of the sampled merchants, whenever it was made.
select * from applications where list_contains($merchant_ids, merchant_id)

-- One row: the merchant.
select * from merchants where merchant_id = $merchant_id

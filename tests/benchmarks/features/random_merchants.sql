-- So many merchants in an order that only their names decide.
select merchant_id from merchants order by hash(merchant_id) limit $merchants

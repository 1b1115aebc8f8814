-- Takes the touched merchant-days out of merchant_days.
delete from merchant_days
using touched
where merchant_days.merchant_id = touched.merchant_id
    and merchant_days.day = date_diff('day', date '1970-01-01', touched.known_on)

-- One row per merchant and supplier known by name: its purchases known in the 365 days up to the
-- book's as-of date, as measure supplier_purchases counts them for a request on the day after.
select
    p.merchant_id,
    p.supplier_id,
    count(*) as purchases
from purchases as p
cross join book
where
    p.kind = 'purchase'
    and p.supplier_id is not null
    and cast(p.known_at as date) <= book.as_of
    and cast(p.known_at as date) > book.as_of - 365
group by p.merchant_id, p.supplier_id
order by p.merchant_id, p.supplier_id

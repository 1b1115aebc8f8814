-- One row per item sold, with its order's time. Cancelled and unavailable orders sold nothing; the
-- sample has next to no order after August 2018.
select
    i.seller_id,
    concat(i.order_id, '-', i.order_item_id) as item,
    cast(o.order_purchase_timestamp as timestamp) as ordered_at,
    i.price,
    c.customer_unique_id as customer
from read_csv($items) as i
join read_csv($orders) as o using (order_id)
left join read_csv($customers) as c using (customer_id)
where o.order_status not in ('canceled', 'unavailable')
    and cast(o.order_purchase_timestamp as timestamp) < timestamp '2018-09-01'
order by i.seller_id, ordered_at, item

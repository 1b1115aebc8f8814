-- One row: a merchant asking at a moment, whether or not it stands among the applications.
select
    cast($application_id as varchar) as application_id,
    cast($merchant_id as varchar) as merchant_id,
    cast($applied_at as timestamp) as applied_at,
    cast($order_amount_cents as bigint) as order_amount_cents,
    cast($supplier_id as varchar) as supplier_id

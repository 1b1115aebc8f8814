-- One row per application, over the suppliers known by name in the 365 days before the cut; `is_asked`
-- marks the supplier of the requested purchase.
select
    p.application_id,
    /* measures */
from (
    select
        a.application_id,
        e.supplier_id,
        max(case when e.supplier_id = a.supplier_id then 1 else 0 end) as is_asked,
        count(*) as purchase_count,
        sum(e.amount_cents) as purchase_cents,
        cast(floor(sum(e.amount_cents) / 100) as bigint) as purchases,
        min(a.cut_day - date_diff('day', date '1970-01-01', cast(e.known_at as date))) as last_seen
    from cuts as a
    join purchases as e
        on e.merchant_id = a.merchant_id
        and date_diff('day', date '1970-01-01', cast(e.known_at as date)) < a.cut_day
        and date_diff('day', date '1970-01-01', cast(e.known_at as date)) >= a.cut_day - 365
    where e.kind = 'purchase' and e.supplier_id is not null
    group by a.application_id, e.supplier_id
) as p
group by p.application_id

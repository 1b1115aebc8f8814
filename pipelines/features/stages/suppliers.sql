-- One row per application, over the suppliers known by name in the 365 days before the cut.
select
    s.application_id,
    /* measures */
from (
    select
        a.application_id,
        p.supplier_id,
        sum(p.amount_cents) as purchase_cents
    from cuts as a
    join purchases as p
        on p.merchant_id = a.merchant_id
        and date_diff('day', date '1970-01-01', cast(p.known_at as date)) < a.cut_day
        and date_diff('day', date '1970-01-01', cast(p.known_at as date)) >= a.cut_day - 365
    where p.kind = 'purchase' and p.supplier_id is not null
    group by a.application_id, p.supplier_id
) as s
group by s.application_id

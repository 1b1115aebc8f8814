-- One row per scored application: what the policy judges it on, and what is known of its outcome.
with driver_codes as (
    select
        c.application_id,
        coalesce(f.reason, 'A01') as code,
        sum(c.contribution) as total
    from contributions as c
    left join feature_catalogue as f on f.name = c.feature
    group by c.application_id, coalesce(f.reason, 'A01')
),

drivers as (
    select application_id, bool_or(total > 0) as has_drivers
    from driver_codes
    group by application_id
),

lent as (
    select application_id, sum(principal_cents) as principal_cents
    from loans
    group by application_id
),

written_off as (
    select
        l.application_id,
        sum(case e.kind when 'charge_off' then e.amount_cents else -e.amount_cents end) as net_cents
    from loans as l
    inner join loan_events as e using (loan_id)
    where e.kind in ('charge_off', 'recovery')
    group by l.application_id
)

select
    s.application_id,
    a.merchant_id,
    m.name,
    m.industry,
    m.region,
    cast(a.applied_at as date) as applied_on,
    s.pd,
    s.grade,
    coalesce(d.has_drivers, false) as has_drivers,
    f.tenure_days,
    f.sales_365d_cents,
    f.sales_90d_cents,
    f.worst_month_cents,
    f.days_since_last_sale,
    coalesce(a.order_amount_cents, 0) as requested_cents,
    cast(o.is_default as int) as outcome,
    case
        when o.is_default then w.net_cents / lent.principal_cents
        when o.is_default is not null then coalesce(w.net_cents, 0) / lent.principal_cents
    end as loss_share
from scores as s
inner join applications as a using (application_id)
inner join merchants as m using (merchant_id)
left join features as f using (application_id)
left join drivers as d using (application_id)
left join outcomes as o using (application_id)
left join lent using (application_id)
left join written_off as w using (application_id)
order by s.application_id

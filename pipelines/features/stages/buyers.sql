-- One row per application, over the buyers who are known by name and bought in the 365 days before.
select
    b.application_id,
    /* measures */
from (
    select
        a.application_id,
        s.buyer_id,
        count(*) as sale_count,
        sum(s.amount_cents) as sale_cents,
        sum(case when date_diff('day', date '1970-01-01', cast(s.known_at as date)) >= a.cut_day - 90 then s.amount_cents else 0 end) as sale_90d_cents,
        sum(case when date_diff('day', date '1970-01-01', cast(s.known_at as date)) >= a.cut_day - 30 then s.amount_cents else 0 end) as sale_30d_cents,
        cast(floor(sum(s.amount_cents) / 100) as bigint) as sales,
        min(a.cut_day - date_diff('day', date '1970-01-01', cast(s.known_at as date))) as last_seen,
        max(a.cut_day - date_diff('day', date '1970-01-01', cast(s.known_at as date))) as first_seen
    from cuts as a
    join sales as s
        on s.merchant_id = a.merchant_id
        and date_diff('day', date '1970-01-01', cast(s.known_at as date)) < a.cut_day
        and date_diff('day', date '1970-01-01', cast(s.known_at as date)) >= a.cut_day - 365
    where s.kind = 'sale' and s.buyer_id is not null
    group by a.application_id, s.buyer_id
) as b
group by b.application_id

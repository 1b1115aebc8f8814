-- One row per application, over the channels known by name in the 90 days before the cut.
select
    c.application_id,
    /* measures */
from (
    select
        a.application_id,
        s.channel,
        sum(s.amount_cents) as sale_cents,
        cast(floor(sum(s.amount_cents) / 100) as bigint) as sales
    from cuts as a
    join sales as s
        on s.merchant_id = a.merchant_id
        and date_diff('day', date '1970-01-01', cast(s.known_at as date)) < a.cut_day
        and date_diff('day', date '1970-01-01', cast(s.known_at as date)) >= a.cut_day - 90
    where s.kind = 'sale' and s.channel is not null
    group by a.application_id, s.channel
) as c
group by c.application_id

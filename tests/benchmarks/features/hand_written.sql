-- The common features as one would write them by hand: one row per application.
with cuts as (
    select
        application_id,
        merchant_id,
        date_diff('day', date '1970-01-01', cast(applied_at as date)) as cut_day,
        cast(cast(applied_at as date) as timestamp) as cut_at,
        cast(cast(applied_at as date) - 90 as timestamp) as from_90_at,
        cast(cast(applied_at as date) - 365 as timestamp) as from_365_at
    from applications
),
windows as (
    select
        a.application_id,
        cast(
            sum(case when d.day >= a.cut_day - 30 then d.sale_cents else 0 end) as bigint
        ) as sales_30d_cents,
        cast(
            sum(case when d.day >= a.cut_day - 90 then d.sale_cents else 0 end) as bigint
        ) as sales_90d_cents,
        cast(
            sum(case when d.day >= a.cut_day - 180 then d.sale_cents else 0 end) as bigint
        ) as sales_180d_cents,
        cast(
            sum(case when d.day >= a.cut_day - 365 then d.sale_cents else 0 end) as bigint
        ) as sales_365d_cents,
        cast(
            sum(case when d.day >= a.cut_day - 30 then d.sale_count else 0 end) as bigint
        ) as sale_count_30d,
        cast(
            sum(case when d.day >= a.cut_day - 90 then d.sale_count else 0 end) as bigint
        ) as sale_count_90d,
        cast(
            sum(case when d.day >= a.cut_day - 180 then d.sale_count else 0 end) as bigint
        ) as sale_count_180d,
        cast(
            sum(case when d.day >= a.cut_day - 365 then d.sale_count else 0 end) as bigint
        ) as sale_count_365d,
        cast(
            sum(case when d.day >= a.cut_day - 30 and d.sale_count > 0 then 1 else 0 end) as bigint
        ) as active_days_30d,
        cast(
            sum(case when d.day >= a.cut_day - 90 and d.sale_count > 0 then 1 else 0 end) as bigint
        ) as active_days_90d,
        cast(
            sum(case when d.day >= a.cut_day - 180 and d.sale_count > 0 then 1 else 0 end) as bigint
        ) as active_days_180d,
        cast(
            sum(case when d.day >= a.cut_day - 365 and d.sale_count > 0 then 1 else 0 end) as bigint
        ) as active_days_365d,
        cast(
            sum(case when d.day >= a.cut_day - 30 then d.refund_cents else 0 end) as bigint
        ) as refund_30d_cents,
        cast(
            sum(case when d.day >= a.cut_day - 90 then d.refund_cents else 0 end) as bigint
        ) as refund_90d_cents,
        cast(
            sum(case when d.day >= a.cut_day - 180 then d.refund_cents else 0 end) as bigint
        ) as refund_180d_cents,
        cast(
            sum(case when d.day >= a.cut_day - 365 then d.refund_cents else 0 end) as bigint
        ) as refund_365d_cents,
        cast(
            sum(
                case
                    when d.day >= a.cut_day - 180 and d.day < a.cut_day - 90 then d.sale_cents
                    else 0
                end
            ) as bigint
        ) as sales_90d_to_180d_cents,
        min(case when d.sale_count > 0 then a.cut_day - d.day end) as days_since_last_sale,
        max(case when d.sale_count > 0 then a.cut_day - d.day end) as tenure_days
    from cuts as a
    join merchant_days as d on d.merchant_id = a.merchant_id and d.day < a.cut_day
    where d.sale_count > 0 or d.refund_cents > 0
    group by a.application_id
),
weekly as (
    select
        a.application_id,
        cast(floor((a.cut_day - 1 - d.day) / 7) as bigint) as week,
        cast(floor(sum(d.sale_cents) / 100) as bigint) as sales
    from cuts as a
    join merchant_days as d
        on d.merchant_id = a.merchant_id and d.day < a.cut_day and d.day >= a.cut_day - 364
    where d.sale_count > 0
    group by a.application_id, cast(floor((a.cut_day - 1 - d.day) / 7) as bigint)
),
weeks as (
    select
        k.application_id,
        min(least(52, cast(floor(w.tenure_days / 7) as bigint))) as week_count,
        cast(sum(k.sales) as double) as total,
        cast(sum(k.sales * k.sales) as double) as squares
    from weekly as k
    join windows as w on w.application_id = k.application_id
    where k.week < floor(w.tenure_days / 7)
    group by k.application_id
),
buyer_sums as (
    select
        a.application_id,
        s.buyer_id,
        max(case when s.known_at >= a.from_90_at then 1 else 0 end) as is_recent,
        sum(case when s.known_at >= a.from_90_at then s.amount_cents else 0 end) as cents_90d,
        sum(s.amount_cents) as cents_365d
    from cuts as a
    join sales as s
        on s.merchant_id = a.merchant_id and s.known_at < a.cut_at and s.known_at >= a.from_365_at
    where s.kind = 'sale' and s.buyer_id is not null
    group by a.application_id, s.buyer_id
),
buyers as (
    select
        application_id,
        cast(sum(is_recent) as bigint) as buyers_90d,
        count(*) as buyers_365d,
        cast(max(cents_90d) as double) / nullif(sum(cents_90d), 0) as top_buyer_share_90d,
        cast(max(cents_365d) as double) / nullif(sum(cents_365d), 0) as top_buyer_share
    from buyer_sums
    group by application_id
)
select
    c.application_id,
    w.sales_30d_cents,
    w.sales_90d_cents,
    w.sales_180d_cents,
    w.sales_365d_cents,
    w.sale_count_30d,
    w.sale_count_90d,
    w.sale_count_180d,
    w.sale_count_365d,
    w.active_days_30d,
    w.active_days_90d,
    w.active_days_180d,
    w.active_days_365d,
    cast(w.sales_30d_cents as double) / nullif(w.sale_count_30d, 0) as mean_sale_30d_cents,
    cast(w.sales_90d_cents as double) / nullif(w.sale_count_90d, 0) as mean_sale_90d_cents,
    cast(w.sales_180d_cents as double) / nullif(w.sale_count_180d, 0) as mean_sale_180d_cents,
    cast(w.sales_365d_cents as double) / nullif(w.sale_count_365d, 0) as mean_sale_365d_cents,
    cast(w.refund_30d_cents as double) / nullif(w.sales_30d_cents, 0) as refund_rate_30d,
    cast(w.refund_90d_cents as double) / nullif(w.sales_90d_cents, 0) as refund_rate_90d,
    cast(w.refund_180d_cents as double) / nullif(w.sales_180d_cents, 0) as refund_rate_180d,
    cast(w.refund_365d_cents as double) / nullif(w.sales_365d_cents, 0) as refund_rate_365d,
    case
        when k.week_count >= 8 and k.total > 0
            then sqrt(
                greatest(
                    0,
                    k.squares / k.week_count - (k.total / k.week_count) * (k.total / k.week_count)
                )
            ) / (k.total / k.week_count)
    end as weekly_variation,
    cast(w.sales_90d_cents as double) / nullif(w.sales_90d_to_180d_cents, 0) as growth_90d,
    b.buyers_90d,
    b.buyers_365d,
    b.top_buyer_share_90d,
    b.top_buyer_share,
    w.days_since_last_sale,
    w.tenure_days
from cuts as c
left join windows as w on w.application_id = c.application_id
left join weeks as k on k.application_id = c.application_id
left join buyers as b on b.application_id = c.application_id
order by c.application_id

-- One row per loan and day on which the watch list looks at it: the day of its funding, each
-- month-end while it is open, and $as_of; with what its merchant's rows known by then tell.
--
-- $part 'open' takes the loans open on $as_of, with the PD stored for their application: all of them
-- on two days, their funding and $as_of, or those of $applications on every day. 'known'
-- takes those among $applications whose outcome is known, up to the first instalment that a default
-- left unpaid, with the PD given beside them in $pds: one that no outcome of theirs has taught.
with judged as (
    select unnest($applications) as application_id, unnest($pds) as pd
),

pds as (
    select application_id, pd from scores where $part = 'open'
    union all
    select application_id, pd from judged where $part = 'known' and pd is not null
),

closed as (
    select loan_id, min(day) as closed_day from loan_days where standing > 0 group by loan_id
),

-- One row per loan: when it was closed, and the due day of the instalment its default began with.
-- Loans closed by $as_of are left out where only open ones are asked for: they are most of a book.
ledger as (
    select
        loan_id,
        min(day) filter (where standing > 0) as closed_day,
        min(day) as funded_day,
        coalesce(
            min_by(day - days_past_due_before, day)
                filter (where standing = 2 or days_past_due_before >= 90),
            max_by(overdue_since, day) filter (where standing = 0 and overdue_since > 0)
        ) as missed_day
    from loan_days
    where
        $part = 'known'
        or loan_id not in (select loan_id from closed where closed_day <= $as_of)
    group by loan_id
),

eligible as (
    select
        loans.loan_id,
        loans.application_id,
        loans.merchant_id,
        ledger.funded_day,
        coalesce(outcomes.is_default, false) as is_default,
        case when outcomes.is_default then ledger.missed_day end as missed_day,
        case
            when $part = 'open' then $as_of
            else least(coalesce(ledger.closed_day, $as_of), coalesce(
                case when outcomes.is_default then ledger.missed_day end, $as_of))
        end as last_day
    from loans
    inner join ledger using (loan_id)
    left join outcomes using (application_id)
    where
        case
            when $part = 'open'
                then ledger.funded_day <= $as_of and coalesce(ledger.closed_day, $as_of + 1) > $as_of
            else outcomes.is_default is not null
                and application_id in (select application_id from judged)
                and (not outcomes.is_default or ledger.missed_day is not null)
        end
),

usual as (
    select median(pds.pd) as pd from eligible inner join pds using (application_id)
),

picked as (
    select *
    from eligible
    where len($applications) = 0 or application_id in (select application_id from judged)
),

looks as (
    select picked.*, picked.funded_day as day, true as is_funding from picked
    union all
    select picked.*, ends.day, false as is_funding
    from picked
    inner join (
        select cast(date_diff('day', date '1970-01-01', month_end) as integer) as day
        from (select distinct month_end from loan_months) as months
        union
        select $as_of
    ) as ends on ends.day > picked.funded_day and ends.day <= picked.last_day
    where len($applications) > 0 or ends.day = $as_of
),

moments as (
    select distinct merchant_id, day from looks
),

-- A loan closed before the first look at its merchant owes nothing at any.
counted_loans as (
    select loans.loan_id
    from loans
    inner join (
        select merchant_id, min(day) as first_day from moments group by merchant_id
    ) as first_looks using (merchant_id)
    left join closed using (loan_id)
    where coalesce(closed.closed_day >= first_looks.first_day, true)
),

-- One row per merchant, day of a look and week before it, the last seven days being week 0.
weeks as (
    select
        moments.merchant_id,
        moments.day,
        (moments.day - merchant_days.day) // 7 as week,
        cast(sum(merchant_days.sale_cents) as double) as sale_cents,
        cast(sum(merchant_days.refund_cents) as double) as refund_cents,
        cast(sum(merchant_days.purchase_cents) as double) as purchase_cents,
        cast(sum(merchant_days.bank_in_cents) as double) as bank_in_cents,
        cast(sum(merchant_days.lender_out_cents) as double) as lender_out_cents,
        max(case when merchant_days.sale_count > 0 then merchant_days.day end) as last_sale_day
    from moments
    inner join merchant_days
        on moments.merchant_id = merchant_days.merchant_id
        and merchant_days.day between moments.day - 391 and moments.day
    group by all
),

traces as (
    select
        merchant_id,
        day,
        sum(case when week < 4 then sale_cents else 0 end) as sales_4w,
        sum(case when week < 8 then sale_cents else 0 end) as sales_8w,
        sum(case when week < 13 then sale_cents else 0 end) as sales_13w,
        sum(case when week < 13 then sale_cents * sale_cents else 0 end) as squares_13w,
        sum(case when week between 8 and 33 then sale_cents else 0 end) as sales_26w_before,
        sum(case when week between 52 and 55 then sale_cents else 0 end) as sales_4w_year_ago,
        sum(case when week < 8 then refund_cents else 0 end) as refunds_8w,
        sum(case when week between 8 and 33 then refund_cents else 0 end) as refunds_26w_before,
        sum(case when week < 13 then purchase_cents else 0 end) as purchases_13w,
        sum(case when week < 13 then bank_in_cents else 0 end) as bank_in_13w,
        sum(case when week between 13 and 25 then bank_in_cents else 0 end) as bank_in_13w_before,
        sum(case when week < 13 then lender_out_cents else 0 end) as lender_out_13w,
        max(last_sale_day) as last_sale_day,
        max(week) as weeks_seen
    from weeks
    group by merchant_id, day
),

industry_days as (
    select
        merchants.industry,
        merchant_days.day,
        sum(merchant_days.sale_cents) as sale_cents
    from merchant_days
    inner join merchants using (merchant_id)
    group by all
),

industry_totals as (
    select
        industry,
        day,
        cast(sum(sale_cents) over (partition by industry order by day) as double) as so_far
    from industry_days
),

-- One row per industry and day of a look: how its sales moved over the same weeks.
markets as (
    select
        asked.industry,
        asked.day,
        (now.so_far - weeks_8.so_far) / 8
        / nullif((weeks_8.so_far - weeks_34.so_far) / 26, 0) as growth_8w,
        (now.so_far - weeks_4.so_far)
        / nullif(weeks_52.so_far - weeks_56.so_far, 0) as growth_year
    from (
        select distinct merchants.industry, moments.day
        from moments
        inner join merchants using (merchant_id)
    ) as asked
    asof left join industry_totals as now
        on asked.industry is not distinct from now.industry and asked.day >= now.day
    asof left join industry_totals as weeks_4
        on asked.industry is not distinct from weeks_4.industry and asked.day - 28 >= weeks_4.day
    asof left join industry_totals as weeks_8
        on asked.industry is not distinct from weeks_8.industry and asked.day - 56 >= weeks_8.day
    asof left join industry_totals as weeks_34
        on asked.industry is not distinct from weeks_34.industry and asked.day - 238 >= weeks_34.day
    asof left join industry_totals as weeks_52
        on asked.industry is not distinct from weeks_52.industry and asked.day - 364 >= weeks_52.day
    asof left join industry_totals as weeks_56
        on asked.industry is not distinct from weeks_56.industry and asked.day - 392 >= weeks_56.day
),

-- One row per merchant and day of a look: what it owes on all its loans, and how late it is.
standings as (
    select
        merchant_id,
        day,
        cast(sum(case when standing = 0 then open_principal_cents else 0 end) as bigint)
            as owed_cents,
        max(case when standing = 0 and overdue_since > 0 then day - overdue_since else 0 end)
            as days_late
    from (
        select
            moments.merchant_id,
            moments.day,
            loan_days.loan_id,
            max_by(loan_days.standing, loan_days.day) as standing,
            max_by(loan_days.open_principal_cents, loan_days.day) as open_principal_cents,
            max_by(loan_days.overdue_since, loan_days.day) as overdue_since
        from moments
        inner join loan_days
            on moments.merchant_id = loan_days.merchant_id
            and loan_days.day <= moments.day
        where loan_days.loan_id in (select loan_id from counted_loans)
        group by all
    ) as loans_then
    group by merchant_id, day
),

-- One row per merchant and day of a look: the PD of its newest application.
newest as (
    select
        moments.merchant_id,
        moments.day,
        max_by(pds.pd, applications.applied_at) as pd
    from moments
    inner join applications
        on moments.merchant_id = applications.merchant_id
        and date_diff('day', date '1970-01-01', cast(applications.applied_at as date))
        <= moments.day
    inner join pds using (application_id)
    group by all
)

select
    looks.loan_id,
    looks.application_id,
    looks.merchant_id,
    looks.funded_day,
    looks.day,
    looks.is_funding,
    looks.is_default,
    looks.missed_day,
    standings.owed_cents,
    standings.days_late,
    pds.pd / nullif(usual.pd, 0) as pd_against_median,
    newest.pd / nullif(pds.pd, 0) as pd_against_application,
    standings.owed_cents / nullif(traces.sales_13w / 3, 0) as owed_to_month_of_sales,
    (traces.sales_8w / 8) / nullif(traces.sales_26w_before / 26, 0) / markets.growth_8w
        as sales_against_usual,
    case
        when traces.weeks_seen >= 55
            then traces.sales_4w / nullif(traces.sales_4w_year_ago, 0) / markets.growth_year
    end as sales_against_last_year,
    sqrt(greatest(traces.squares_13w / 13 - pow(traces.sales_13w / 13, 2), 0))
    / nullif(traces.sales_13w / 13, 0) as unsteadiness,
    looks.day - traces.last_sale_day as days_since_sale,
    traces.refunds_8w / nullif(traces.sales_8w, 0)
    - traces.refunds_26w_before / nullif(traces.sales_26w_before, 0) as refund_rise,
    traces.purchases_13w / nullif(traces.sales_13w, 0) as purchases_to_sales,
    traces.bank_in_13w / nullif(traces.bank_in_13w_before, 0) as money_in_against_before,
    traces.lender_out_13w / nullif(traces.bank_in_13w, 0) as other_lender_burden
from looks
cross join usual
inner join standings using (merchant_id, day)
left join merchants using (merchant_id)
left join traces using (merchant_id, day)
left join markets
    on merchants.industry is not distinct from markets.industry and looks.day = markets.day
left join pds using (application_id)
left join newest using (merchant_id, day)
order by looks.loan_id, looks.day

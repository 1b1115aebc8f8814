-- One row per loan and month-end that the filter lets through: where the loan stands there.
--
-- $scope 'owed' takes loans with a balance at $as_of, 'funded' every loan at its last month-end up to
-- $as_of, 'moved' the loans that stood at $from_status a month before, at each of the last $months
-- month-ends. A parameter that is null lets everything through.
with picked as (
    select loan_id
    from loans
    where
        ($merchant_id is null or merchant_id = $merchant_id)
        and ($funded_from is null or funded_at >= cast($funded_from as date))
        and ($funded_before is null or funded_at < cast($funded_before as date))
),

standing as (
    select loan_months.*
    from loan_months
    where $scope = 'owed' and month_end = cast($as_of as date) and balance_cents > 0
    union all
    select later.*
    from loan_months as later
    inner join loan_months as earlier
        on later.loan_id = earlier.loan_id
        and last_day(earlier.month_end + interval 1 month) = later.month_end
    where
        $scope = 'moved'
        and earlier.status = $from_status
        and later.month_end <= cast($as_of as date)
        and later.month_end
        > last_day(cast($as_of as date) - to_months(cast($months as integer)))
    union all
    select unnest(arg_max(loan_months, month_end))
    from loan_months
    where
        $scope = 'funded'
        and month_end <= cast($as_of as date)
        and loan_id in (select loan_id from picked)
    group by loan_id
),

losses as (
    select
        loan_id,
        sum(charged_off_cents - recovered_cents) as net_charge_off_cents,
        min(months_on_book) filter (where days_past_due >= 30 or status = 'charged off')
            as late_at,
        min(months_on_book) filter (where days_past_due >= 90 or status = 'charged off')
            as defaulted_at,
        min(months_on_book) filter (where status = 'charged off') as charged_off_at
    from loan_months
    where
        $scope = 'funded'
        and month_end <= cast($as_of as date)
        and loan_id in (select loan_id from picked)
    group by loan_id
),

-- One row per loan and month-end with the loan's own facts, before the filters on them.
described as (
    select
        standing.loan_id,
        loans.application_id,
        loans.merchant_id,
        coalesce(merchants.name, loans.merchant_id) as merchant,
        coalesce(merchants.industry, 'not stated') as industry,
        coalesce(merchants.region, 'not stated') as region,
        coalesce(applications.supplier_id, 'not stated') as supplier_id,
        coalesce(scores.grade, 'not scored') as grade,
        scores.pd,
        coalesce(offers.tier, 'not stated') as tier,
        cast(loans.funded_at as date) as funded_on,
        standing.month_end,
        standing.months_on_book,
        standing.status,
        standing.days_past_due,
        loans.principal_cents,
        standing.balance_cents
    from standing
    inner join picked using (loan_id)
    inner join loans using (loan_id)
    left join merchants on loans.merchant_id = merchants.merchant_id
    left join applications on loans.application_id = applications.application_id
    left join scores on loans.application_id = scores.application_id
    left join offers on loans.application_id = offers.application_id
    where
        ($status is null or standing.status = $status)
        and ($least_days_past_due is null or standing.days_past_due >= $least_days_past_due)
)

select
    described.*,
    cast(coalesce(losses.net_charge_off_cents, 0) as bigint) as net_charge_off_cents
from described
left join losses using (loan_id)
where
    ($industry is null or described.industry = $industry)
    and ($region is null or described.region = $region)
    and ($supplier_id is null or described.supplier_id = $supplier_id)
    and ($grade is null or described.grade = $grade)
    and ($tier is null or described.tier = $tier)
    and ($late_by is null or losses.late_at <= $late_by)
    and ($defaulted_by is null or losses.defaulted_at <= $defaulted_by)
    and ($charged_off_by is null or losses.charged_off_at <= $charged_off_by)

-- One row per stratum (month of first loan, industry, band of purchases before), whether merchants had
-- a first loan in that month, and group of merchants: merchants, and month by month around it their net
-- purchases and what loans financed.
--
-- Months are numbered year x 12 + month. Merchants without a loan in that month count where they took
-- none until the last month shown; both need purchases in the months before. An event belongs to the
-- month it became known. Only the last $cohorts months with all months around them are taken.
with bought as (
    select
        merchant_id,
        year(known_at) * 12 + month(known_at) as month,
        sum(case when kind = 'purchase' then amount_cents else -amount_cents end) as cents
    from purchases
    group by all
),

span as (
    select
        (select min(month) from bought) + 1 as first_month,
        (
            select
                case when as_of = last_day(as_of) then 0 else -1 end
                + year(as_of) * 12 + month(as_of)
            from book
        ) as last_month
),

lent as (
    select
        merchant_id,
        year(funded_at) * 12 + month(funded_at) as month,
        sum(principal_cents) as cents
    from loans
    group by all
),

firsts as (select merchant_id, min(month) as first_loan from lent group by all),

cohorts as (
    select distinct firsts.first_loan as cohort
    from firsts
    cross join span
    where
        firsts.first_loan - $before >= span.first_month
        and firsts.first_loan + $after <= span.last_month
    order by cohort desc
    limit $cohorts
),

-- In a book of more than $most merchants, every so many-th by id stands for all.
numbered as (
    select
        merchant_id,
        coalesce(industry, 'not stated') as industry,
        row_number() over (order by merchant_id) as number,
        greatest(count(*) over () // cast($most as bigint), 1) as every
    from merchants
),

dealt as (
    select
        merchant_id,
        industry,
        number // every % cast($groups as bigint) as merchant_group
    from numbered
    where number % every = 0
),

before as (
    select
        cohorts.cohort,
        bought.merchant_id,
        sum(bought.cents) as cents
    from bought
    inner join dealt using (merchant_id)
    inner join cohorts
        on bought.month between cohorts.cohort - $before and cohorts.cohort - 1
    group by all
),

members as (
    select
        before.cohort,
        before.merchant_id,
        dealt.industry,
        dealt.merchant_group,
        coalesce(firsts.first_loan = before.cohort, false) as has_loan,
        ntile(cast($bands as integer)) over (
            partition by before.cohort order by before.cents, before.merchant_id
        ) as band
    from before
    inner join dealt using (merchant_id)
    left join firsts using (merchant_id)
    where
        before.cents > 0
        and (
            firsts.first_loan is null
            or firsts.first_loan = before.cohort
            or firsts.first_loan > before.cohort + $after
        )
),

steps as (select unnest(range(-$before, $after + 1)) as step),

amounts as (
    select
        members.cohort,
        members.industry,
        cast(members.band as integer) as band,
        members.has_loan,
        cast(members.merchant_group as integer) as merchant_group,
        steps.step,
        count(*) as merchants,
        cast(sum(coalesce(bought.cents, 0)) as bigint) as bought_cents,
        cast(sum(coalesce(lent.cents, 0)) as bigint) as financed_cents
    from members
    cross join steps
    left join bought
        on members.merchant_id = bought.merchant_id
        and members.cohort + steps.step = bought.month
    left join lent
        on members.merchant_id = lent.merchant_id
        and members.cohort + steps.step = lent.month
    group by all
)

select
    cohort,
    industry,
    band,
    has_loan,
    merchant_group,
    max(merchants) as merchants,
    list(bought_cents order by step) as bought_cents,
    list(financed_cents order by step) as financed_cents
from amounts
group by all
order by all

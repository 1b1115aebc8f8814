-- One row per funding month, what the model knew of the loans and band of PD: the scored loans, their
-- PDs, and what a default of each costs on average over its timing, with the squares of it.
--
-- $ids and $pds are the applications that the model was judged on and the PDs it was judged by;
-- $terms, $numbers and $shares give, for loans of so many instalments, the share of defaults whose
-- first missed instalment is each.
with judged as (
    select
        unnest(cast($ids as varchar[])) as application_id,
        unnest(cast($pds as double[])) as pd
),

timing as (
    select
        unnest(cast($terms as integer[])) as instalments,
        unnest(cast($numbers as integer[])) as number,
        unnest(cast($shares as double[])) as share
),

owed as (
    select
        loan_id,
        number,
        max(number) over (partition by loan_id) as instalments,
        sum(principal_cents) over (
            partition by loan_id order by number
            rows between current row and unbounded following
        ) as owed_cents
    from loan_instalments
),

costs as (
    select
        owed.loan_id,
        sum(timing.share * $lgd * owed.owed_cents) as cost_cents,
        sum(timing.share * ($lgd * owed.owed_cents) * ($lgd * owed.owed_cents)) as squared_cost
    from owed
    inner join timing using (instalments, number)
    group by owed.loan_id
),

scored as (
    select
        cast(date_trunc('month', loans.funded_at) as date) as vintage,
        case
            when judged.pd is not null then 'judged'
            when outcomes.is_default is not null and applications.applied_at <= $learned_through
                then 'fitted'
            else 'later'
        end as basis,
        coalesce(judged.pd, scores.pd) as pd,
        costs.cost_cents,
        costs.squared_cost
    from loans
    inner join scores using (application_id)
    inner join applications using (application_id)
    inner join costs on loans.loan_id = costs.loan_id
    left join judged on loans.application_id = judged.application_id
    left join outcomes on loans.application_id = outcomes.application_id
)

select
    vintage,
    basis,
    cast(floor(4 * ln(greatest(pd, 0.0001))) as integer) as pd_band,
    count(*) as loans,
    sum(pd) as pds,
    sum(pd * cost_cents) as expected_cents,
    sum(cost_cents) as cost_cents,
    sum(squared_cost) as squared_cost
from scored
group by all
order by all

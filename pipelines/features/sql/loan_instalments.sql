-- Fills loan_instalments: as an import gave them, and otherwise principal spread evenly (after k of n
-- instalments k/n of it has been due, rounded half up to the cent) and each month's fee on the
-- original principal, rounded half up.
insert into loan_instalments
select
    l.loan_id,
    k.number,
    cast(cast(l.funded_at as date) + to_months(k.number) as date) as due_on,
    (2 * k.number * l.principal_cents + len(l.monthly_rates)) // (2 * len(l.monthly_rates))
    - (2 * (k.number - 1) * l.principal_cents + len(l.monthly_rates))
    // (2 * len(l.monthly_rates)) as principal_cents,
    cast(
        round(
            cast(l.monthly_rates[k.number] as decimal(12, 8))
            * cast(l.principal_cents as decimal(20, 0))
        ) as bigint
    ) as fee_cents
from loans as l
cross join (select cast(unnest(range(1, 61)) as integer) as number) as k
where k.number <= len(l.monthly_rates)
    and l.loan_id not in (select g.loan_id from given_instalments as g)
union all
select g.loan_id, g.number, g.due_on, g.principal_cents, g.fee_cents
from given_instalments as g
order by loan_id, number

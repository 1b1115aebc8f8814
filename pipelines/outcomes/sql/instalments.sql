-- Fills loan_instalments: equal principals of whole cents, the last taking the remainder, and each
-- month's fee on the original principal, rounded half up to the cent.
insert into loan_instalments
select
    l.loan_id,
    k.number,
    cast(cast(l.funded_at as date) + to_months(k.number) as date) as due_on,
    case
        when k.number < len(l.monthly_rates) then l.principal_cents // len(l.monthly_rates)
        else
            l.principal_cents
            - (len(l.monthly_rates) - 1) * (l.principal_cents // len(l.monthly_rates))
    end as principal_cents,
    cast(
        round(
            cast(l.monthly_rates[k.number] as decimal(12, 8)) * cast(l.principal_cents as decimal(20, 0))
        ) as bigint
    ) as fee_cents
from loans as l
cross join (select cast(unnest(range(1, 61)) as integer) as number) as k
where k.number <= len(l.monthly_rates)
order by l.loan_id, k.number

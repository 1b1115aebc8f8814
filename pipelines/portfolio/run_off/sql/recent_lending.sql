-- One row per instalment of the loans funded in the $months months up to $month_end, with their number:
-- the principal and fees that fall due so many months after the month of funding; month 0 is what was
-- lent, and its expected PD weighted by amount.
with recent as (
    select loans.*, scores.pd
    from loans
    left join scores using (application_id)
    where
        last_day(cast(loans.funded_at as date)) <= $month_end
        and last_day(cast(loans.funded_at as date))
        > last_day($month_end - to_months(cast($months as integer)))
)

select
    0 as months_ahead,
    cast(coalesce(sum(principal_cents), 0) as bigint) as principal_cents,
    0 as fee_cents,
    sum(pd * principal_cents) / nullif(sum(principal_cents) filter (where pd is not null), 0) as pd
from recent
union all
select
    cast(datediff('month', recent.funded_at, loan_instalments.due_on) as integer),
    cast(sum(loan_instalments.principal_cents) as bigint),
    cast(sum(loan_instalments.fee_cents) as bigint),
    null
from recent
inner join loan_instalments using (loan_id)
group by all
order by months_ahead

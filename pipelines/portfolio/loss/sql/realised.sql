-- One row per loan with a balance at $as_of: whether a later month-end up to $through saw it in
-- default, what it owed then, what was charged off and recovered since, and what of it is still
-- owed at $through, whether in default or not.
with open_loans as (
    select loan_id from loan_months where month_end = $as_of and balance_cents > 0
),

later as (
    select
        loan_months.*,
        loan_months.days_past_due >= 90 or loan_months.status = 'charged off' as is_default
    from loan_months
    inner join open_loans using (loan_id)
    where loan_months.month_end >= $as_of and loan_months.month_end <= $through
)

select
    loan_id,
    cast(bool_or(is_default) as integer) as is_default,
    cast(coalesce(arg_min(balance_cents + charged_off_cents, month_end) filter (where is_default), 0)
        as bigint) as owed_cents,
    cast(sum(charged_off_cents) filter (where month_end > $as_of) as bigint) as charged_off_cents,
    cast(sum(recovered_cents) filter (where month_end > $as_of) as bigint) as recovered_cents,
    cast(coalesce(sum(balance_cents) filter (where month_end = $through and is_default), 0) as bigint)
        as in_default_cents,
    cast(coalesce(
        sum(balance_cents) filter (where month_end = $through and not is_default), 0
    ) as bigint) as open_cents
from later
group by loan_id
order by loan_id

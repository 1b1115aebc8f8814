-- One row: of the loans $loan_ids from the month-end after $as_of on, how many came to be 90 days past
-- due or charged off, the balance they had at $as_of, and what was charged off and recovered since.
with later as (
    select
        loan_months.loan_id,
        max(case when days_past_due >= 90 or charged_off_cents > 0 then 1 else 0 end) as is_default,
        sum(case when month_end > $as_of then charged_off_cents else 0 end) as charged_off_cents,
        sum(case when month_end > $as_of then recovered_cents else 0 end) as recovered_cents,
        max(case when month_end = $as_of then balance_cents else 0 end) as balance_cents
    from loan_months
    where month_end >= $as_of and loan_id in (select unnest($loan_ids))
    group by loan_months.loan_id
)

select
    cast(sum(is_default) as bigint) as defaults,
    cast(sum(is_default * balance_cents) as bigint) as defaulted_cents,
    cast(sum(charged_off_cents) as bigint) as charged_off_cents,
    cast(sum(recovered_cents) as bigint) as recovered_cents
from later

-- One row per number of the loan among its merchant's (the last for that and later ones), months within
-- which the next loan came, or whole months without one, and whether one came: loans, outcomes, defaults.
with numbered as (
    select
        loans.application_id,
        cast(loans.funded_at as date) as funded_on,
        row_number() over own as number,
        cast(lead(loans.funded_at) over own as date) as next_on
    from loans
    window own as (partition by loans.merchant_id order by loans.funded_at, loans.loan_id)
)

select
    least(numbered.number, cast($last_number as integer)) as number,
    cast(
        floor(date_diff('day', numbered.funded_on, coalesce(numbered.next_on, book.as_of)) / 30.4375)
        as integer
    ) + case when numbered.next_on is null then 0 else 1 end as months,
    numbered.next_on is not null as has_next,
    count(*) as loans,
    count(outcomes.is_default) as judged_loans,
    count(*) filter (where outcomes.is_default) as defaulted_loans
from numbered
cross join book
left join outcomes using (application_id)
group by all
order by all

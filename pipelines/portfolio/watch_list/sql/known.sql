-- One row per application of a loan with a known outcome, the newest $most: when it was funded,
-- whether it defaulted, and the book's as-of date.
select
    loans.application_id,
    cast(loans.funded_at as date) as funded_on,
    cast(outcomes.is_default as integer) as is_default,
    book.as_of
from loans
inner join outcomes using (application_id)
cross join book
order by loans.funded_at desc, loans.loan_id
limit $most

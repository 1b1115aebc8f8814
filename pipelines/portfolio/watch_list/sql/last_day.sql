-- One row: the book's as-of date, none where it has no loans.
select as_of from book where exists (select 1 from loan_days)

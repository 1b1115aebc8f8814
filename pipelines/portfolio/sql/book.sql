-- One row: the book's as-of date and currency.
select as_of, currency from book

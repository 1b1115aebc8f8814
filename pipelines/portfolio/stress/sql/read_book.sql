-- One row: the day the loans are looked at, as the book's as-of date.
select cast($as_of as date) as as_of

-- One row: the last day that the book covers.
select as_of from book

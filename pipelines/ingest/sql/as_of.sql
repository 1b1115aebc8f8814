-- One row: the book's last day.
select as_of from book
